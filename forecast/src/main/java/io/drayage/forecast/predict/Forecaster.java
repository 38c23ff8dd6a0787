package io.drayage.forecast.predict;

import io.drayage.forecast.table.MoveModel;
import io.drayage.forecast.table.Tables;
import io.drayage.model.migration.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells what a move will take. Pure and thread-safe. */
public final class Forecaster {
  private static final double GIB = 1L << 30;
  private static final double JOULES_PER_KWH = 3.6e6;

  private final Tables tables;

  /** A forecaster that reckons with those figures. */
  public Forecaster(Tables tables) {
    this.tables = tables;
  }

  /**
   * Tells what a move will take.
   *
   * @param past moves that were forecast and measured; those of the same mode count, {@link
   *     History} says which
   */
  public Forecast forecast(MoveFacts facts, List<PastMove> past) {
    MoveModel model = tables.moves();
    MoveArithmetic move = MoveArithmetic.of(facts, model);
    History history = History.of(past, facts);
    Estimate total = estimate(history, Quantity.TOTAL, move.totalMillis(), model.spread().total());
    Estimate frozen =
        estimate(history, Quantity.FROZEN, move.frozenMillis(), model.spread().frozen());
    Estimate bytes = estimate(history, Quantity.BYTES, move.bytes(), model.spread().bytes());
    Optional<Estimate> egress =
        tables.egress().usdPerGib(facts.from(), facts.to()).map(usd -> bytes.times(usd / GIB));
    Optional<Estimate> joules = joules(facts, history, total, bytes);
    Optional<Estimate> carbon =
        joules.flatMap(energy -> gramsPerKwh(facts).map(g -> energy.times(g / JOULES_PER_KWH)));
    Running before = Running.at(facts.from(), facts, tables);
    Running after = Running.at(facts.to(), facts, tables);
    return new Forecast(
        facts.mode(),
        facts.link(),
        total,
        gap(facts.mode(), history, frozen),
        frozen,
        bytes,
        egress,
        joules,
        carbon,
        before,
        after,
        Payback.of(egress.map(Estimate::value), before.usdPerMonth(), after.usdPerMonth()),
        Payback.of(carbon.map(Estimate::value), before.gramsPerMonth(), after.gramsPerMonth()),
        assumptions(facts, joules));
  }

  private static Estimate estimate(
      History history, Quantity quantity, double model, double spread) {
    return history.estimate(quantity, model).orElseGet(() -> Estimate.guess(model, spread));
  }

  /** What clients wait: the freeze, and at times for TCP to send once more. */
  private Estimate gap(Mode mode, History history, Estimate frozen) {
    MoveModel model = tables.moves();
    if (mode == Mode.STATELESS) {
      double gap = model.statelessGapMillis();
      return history
          .estimate(Quantity.GAP, gap)
          .orElseGet(() -> new Estimate(gap, 0, gap + model.retransmissionMillis(), gap, 0));
    }
    return history
        .estimate(Quantity.GAP, frozen.model())
        .orElseGet(() ->
            new Estimate(
                frozen.value(),
                frozen.low() * 0.8,
                frozen.high() + model.retransmissionMillis(),
                frozen.model(),
                frozen.moves()));
  }

  /** More time and more bytes are more energy, so its ends follow from theirs. */
  private Optional<Estimate> joules(
      MoveFacts facts, History history, Estimate total, Estimate bytes) {
    double spread = tables.moves().spread().energy();
    return joules(facts, total.model(), bytes.model())
        .flatMap(model ->
            history
                .estimate(Quantity.ENERGY, model)
                .or(() ->
                    joules(facts, total.value(), bytes.value())
                        .flatMap(value ->
                            joules(facts, total.low(), bytes.low())
                                .flatMap(low ->
                                    joules(facts, total.high(), bytes.high())
                                        .map(high ->
                                            new Estimate(
                                                value,
                                                Math.min(low, value / spread),
                                                Math.max(high, value * spread),
                                                model,
                                                0))))));
  }

  private Optional<Double> joules(MoveFacts facts, double millis, double bytes) {
    return tables.energy().moveJoules(facts.from(), facts.to(), millis / 1000, bytes);
  }

  /** Both hosts work and the network lies between: the mean of both grids. */
  private Optional<Double> gramsPerKwh(MoveFacts facts) {
    return tables
        .carbon()
        .gramsPerKwh(facts.from())
        .flatMap(from -> tables.carbon().gramsPerKwh(facts.to()).map(to -> (from + to) / 2));
  }

  private List<String> assumptions(MoveFacts facts, Optional<Estimate> joules) {
    var said = new ArrayList<String>();
    String rate =
        String.format(Locale.ROOT, "%.0f Mbit/s", facts.link().bytesPerSecond() * 8 / 1e6);
    said.add(
        switch (facts.link().basis()) {
          case GIVEN -> "the link carries %s, as given".formatted(rate);
          case MEASURED -> "the link carries %s, as earlier moves measured".formatted(rate);
          case ASSUMED -> "the link carries %s: assumed, --bandwidth tells better".formatted(rate);
        });
    if (facts.mode().copiesInRounds() && facts.dirtyBytesPerSecond().isEmpty()) {
      said.add(
          String.format(
              Locale.ROOT,
              "it writes %.0f %% of its memory anew in each second: assumed",
              tables.moves().assumedDirtyShare() * 100));
    }
    said.add(
        String.format(
            Locale.ROOT,
            "it needs %.1f vCPU and %.2f GiB while it runs",
            facts.vcpus(),
            facts.runningBytes() / GIB));
    said.add(
        joules.isPresent() && joules.get().moves() > 0
            ? "energy is a model, corrected by measured joules"
            : "energy and carbon are a model, not measured");
    return List.copyOf(said);
  }
}
