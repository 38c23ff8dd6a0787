package io.drayage.forecast.predict;

import java.util.Optional;

/**
 * When a move has paid for itself by what is saved afterwards.
 *
 * @param verdict whether it ever does
 * @param hours after it; only with {@link Verdict#AFTER}
 */
public record Payback(Verdict verdict, Optional<Double> hours) {
  /** Whether a move pays. */
  public enum Verdict {
    /** After so many hours. */
    AFTER,
    /** It is not cheaper there. */
    NEVER,
    /** A price or a grid is not known. */
    UNKNOWN
  }

  /**
   * Compares what a move costs once with what it saves in a month.
   *
   * @param cost of the move
   * @param before in a month where it is
   * @param after in a month where it goes
   */
  static Payback of(Optional<Double> cost, Optional<Double> before, Optional<Double> after) {
    if (cost.isEmpty() || before.isEmpty() || after.isEmpty()) {
      return new Payback(Verdict.UNKNOWN, Optional.empty());
    }
    double saved = (before.get() - after.get()) / Running.HOURS_A_MONTH;
    return saved > 0
        ? new Payback(Verdict.AFTER, Optional.of(cost.get() / saved))
        : new Payback(Verdict.NEVER, Optional.empty());
  }
}
