package io.drayage.forecast.table;

import java.time.LocalDate;

/**
 * What moves took so far, as the first guess of the next one.
 *
 * @param fixedTotalMillis what a move takes besides sending
 * @param fixedFrozenMillis what a freeze takes besides sending
 * @param statelessTotalMillis until a new copy is healthy and the old one gone
 * @param statelessGapMillis of a change of the route
 * @param imageBytes of CRIU's images
 * @param sentShareOfMemory bytes on the wire for each resident byte: zero pages and compression
 * @param shareOfLink of the link's rate that a move reaches
 * @param unpackBytesPerSecond at which a destination unpacks image layers that it lacked
 * @param assumedBytesPerSecond of a link of which nothing is known
 * @param assumedDirtyShare of the memory that is written anew in each second, when not known
 * @param restMillis of sending; rounds of copying go on until what is left is less
 * @param smallMemoryBytes below which {@code auto} copies no rounds
 * @param retransmissionMillis that a client may wait besides: TCP's least time-out on Linux
 * @param spread how wide the interval is before there are moves to learn from
 */
public record MoveModel(
    String source,
    LocalDate date,
    String note,
    String unit,
    double fixedTotalMillis,
    double fixedFrozenMillis,
    double statelessTotalMillis,
    double statelessGapMillis,
    double imageBytes,
    double sentShareOfMemory,
    double shareOfLink,
    double unpackBytesPerSecond,
    long assumedBytesPerSecond,
    double assumedDirtyShare,
    double restMillis,
    long smallMemoryBytes,
    double retransmissionMillis,
    Spread spread) {
  /** The table's name, that of its file. */
  static final String TABLE = "moves.json";

  public MoveModel {
    Tables.requireNotNegative(TABLE, fixedTotalMillis - fixedFrozenMillis);
    Tables.requireNotNegative(TABLE, fixedFrozenMillis);
    if (unpackBytesPerSecond <= 0
        || shareOfLink <= 0
        || assumedBytesPerSecond <= 0
        || sentShareOfMemory <= 0) {
      throw new TableException("%s has a rate or share that is not more than 0".formatted(TABLE));
    }
  }

  /**
   * Factors: 90 % of moves are expected between the guess divided by it and the guess times it.
   *
   * @param energy of the energy model's coefficients, besides those of time and bytes
   */
  public record Spread(double total, double frozen, double bytes, double energy) {
    public Spread {
      Tables.requireNotNegative(
          TABLE, Math.min(Math.min(total, frozen), Math.min(bytes, energy)) - 1);
    }
  }

  /** Where the figures are from. */
  public Provenance provenance() {
    return new Provenance(TABLE, source, date, note, unit);
  }
}
