package io.drayage.forecast.predict;

import io.drayage.model.migration.Figures;
import java.util.Optional;

/**
 * What a move took in the end.
 *
 * @param totalMillis the whole of it
 * @param frozenMillis the freeze
 * @param bytesSent from the source to the destination
 * @param gapMillis as a client saw it; empty when none looked
 * @param joules of both hosts, from a meter such as RAPL; empty when there was none
 */
public record Measured(
    double totalMillis,
    double frozenMillis,
    double bytesSent,
    Optional<Double> gapMillis,
    Optional<Double> joules) {
  /** What the controller measures of each move: neither gap nor energy. */
  public static Measured of(Figures figures) {
    return new Measured(
        figures.totalMillis(),
        figures.frozenMillis(),
        figures.bytesSent(),
        Optional.empty(),
        Optional.empty());
  }

  /** The measurement of one quantity; empty when there is none. */
  public Optional<Double> of(Quantity quantity) {
    return switch (quantity) {
      case TOTAL -> Optional.of(totalMillis);
      case FROZEN -> Optional.of(frozenMillis);
      case BYTES -> Optional.of(bytesSent);
      case GAP -> gapMillis;
      case ENERGY -> joules;
      case EGRESS, CARBON -> Optional.empty();
    };
  }
}
