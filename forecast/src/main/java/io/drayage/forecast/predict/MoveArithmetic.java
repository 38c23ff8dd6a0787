package io.drayage.forecast.predict;

import io.drayage.forecast.table.MoveModel;
import io.drayage.model.migration.Mode;

/**
 * What a move would take if every one went as the model says: sizes over rates, plus what is fixed.
 *
 * @param totalMillis the whole move
 * @param frozenMillis the freeze
 * @param bytes from the source to the destination
 */
record MoveArithmetic(double totalMillis, double frozenMillis, double bytes) {
  private static final int MOST_ROUNDS = 30;

  static MoveArithmetic of(MoveFacts facts, MoveModel model) {
    double rate = facts.link().reached(model.shareOfLink()) / 1000;
    double layers = facts.missingLayerBytes() * (1 / rate + 1000 / model.unpackBytesPerSecond());
    if (facts.mode() == Mode.STATELESS) {
      return new MoveArithmetic(model.statelessTotalMillis() + layers, 0, 0);
    }
    Crossing memory = Crossing.of(facts, model, rate);
    double bytes = memory.sent() + facts.fileBytes() + model.imageBytes();
    return new MoveArithmetic(
        model.fixedTotalMillis() + layers + bytes / rate,
        model.fixedFrozenMillis() + (memory.sentFrozen() + model.imageBytes()) / rate,
        bytes);
  }

  /**
   * How memory crosses, in bytes on the wire.
   *
   * @param sent all of it
   * @param sentFrozen what of it crosses while the container is frozen
   */
  private record Crossing(double sent, double sentFrozen) {
    static Crossing of(MoveFacts facts, MoveModel model, double rate) {
      double all = facts.memoryBytes() * model.sentShareOfMemory();
      Mode mode = facts.mode();
      boolean small = mode == Mode.AUTO && facts.memoryBytes() < model.smallMemoryBytes();
      if (mode == Mode.COLD || small) {
        return new Crossing(all, all);
      }
      if (mode == Mode.POST_COPY) {
        return new Crossing(all, 0);
      }
      return rounds(facts, model, rate, all);
    }

    /** Each round sends what was written during the one before. */
    private static Crossing rounds(MoveFacts facts, MoveModel model, double rate, double all) {
      double dirty =
          facts.dirtyBytesPerSecond().orElse(facts.memoryBytes() * model.assumedDirtyShare())
              * model.sentShareOfMemory()
              / 1000;
      double ratio = Math.min(dirty / rate, 1);
      double enough = model.restMillis() * rate;
      double sent = all;
      double rest = all * ratio;
      for (int round = 1; round < MOST_ROUNDS && rest > enough && ratio < 1; round++) {
        sent += rest;
        rest *= ratio;
      }
      boolean follows = facts.mode() == Mode.HYBRID || (facts.mode() == Mode.AUTO && rest > enough);
      return new Crossing(sent + rest, follows ? 0 : rest);
    }
  }
}
