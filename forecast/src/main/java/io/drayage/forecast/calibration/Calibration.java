package io.drayage.forecast.calibration;

import io.drayage.forecast.predict.Estimate;
import io.drayage.forecast.predict.PastMove;
import io.drayage.forecast.predict.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How well forecasts held, quantity by quantity.
 *
 * @param rows one for each quantity that any move measured
 */
public record Calibration(List<Row> rows) {
  /**
   * One quantity.
   *
   * @param moves how many were forecast and measured
   * @param medianError median of |measured − forecast| / measured
   * @param coverage share of measurements within the 90 % interval, 0 to 1
   */
  public record Row(Quantity quantity, int moves, double medianError, double coverage) {}

  /** A forecast beside what came, both above 0. */
  private record Pair(Estimate estimate, double measured) {
    double error() {
      return Math.abs(measured - estimate.value()) / measured;
    }
  }

  /** Compares; what a move did not measure, or forecast as 0, does not count. */
  public static Calibration of(List<PastMove> moves) {
    return new Calibration(
        Arrays.stream(Quantity.values())
            .flatMap(quantity -> row(quantity, moves).stream())
            .toList());
  }

  private static Optional<Row> row(Quantity quantity, List<PastMove> moves) {
    List<Pair> pairs = moves.stream().flatMap(move -> pair(quantity, move).stream()).toList();
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    long covered = pairs.stream().filter(pair -> pair.estimate().covers(pair.measured())).count();
    return Optional.of(
        new Row(quantity, pairs.size(), medianError(pairs), covered / (double) pairs.size()));
  }

  private static Optional<Pair> pair(Quantity quantity, PastMove move) {
    return move.forecast()
        .of(quantity)
        .filter(estimate -> estimate.value() > 0)
        .flatMap(estimate ->
            move.came(quantity)
                .filter(measured -> measured > 0)
                .map(measured -> new Pair(estimate, measured)));
  }

  private static double medianError(List<Pair> pairs) {
    double[] errors = pairs.stream().mapToDouble(Pair::error).sorted().toArray();
    int middle = errors.length / 2;
    return errors.length % 2 == 1 ? errors[middle] : (errors[middle - 1] + errors[middle]) / 2;
  }
}
