package io.drayage.forecast.predict;

import io.drayage.model.migration.Figures;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.util.List;
import java.util.OptionalLong;

/** How fast a link was by the moves that crossed it. */
public final class MeasuredLink {
  private static final int NEWEST = 9;

  /** A shorter crossing tells of latency, not of the rate. */
  private static final long LEAST_BYTES = 4L << 20;

  private MeasuredLink() {}

  /**
   * The median rate in bytes per second at which the newest cold moves between two hosts sent what
   * crosses in the freeze, which in that mode is nearly all; empty when there were none.
   *
   * @param moves the newest first, without those that were told to be slower
   */
  public static OptionalLong between(String source, String destination, List<Migration> moves) {
    long[] rates =
        moves.stream()
            .filter(move -> move.state() == MigrationState.MIGRATED)
            .filter(move -> move.source().equals(source) && move.destination().equals(destination))
            .map(Migration::figures)
            .filter(figures -> figures.memory().mode() == Mode.COLD)
            .filter(figures -> figures.bytesSent() >= LEAST_BYTES && figures.sendMillis() > 0)
            .limit(NEWEST)
            .mapToLong(MeasuredLink::rate)
            .sorted()
            .toArray();
    return rates.length == 0 ? OptionalLong.empty() : OptionalLong.of(rates[rates.length / 2]);
  }

  private static long rate(Figures figures) {
    return figures.bytesSent() * 1000 / figures.sendMillis();
  }
}
