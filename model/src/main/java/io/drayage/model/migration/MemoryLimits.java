package io.drayage.model.migration;

/**
 * What the user allows a move to take of time and link.
 *
 * @param maxGapMillis milliseconds that the container may be frozen at most; 0 means as long as the
 *     mode takes
 * @param maxRounds rounds of copying while it runs, at most; 1 to 1000
 * @param bytesPerSecond how fast memory and files may be sent; 0 means as fast as the link is
 * @param throttle whether a container that dirties memory faster than the link carries it may be
 *     slowed down
 * @param noPostCopy whether the container must never run on the destination while some of its
 *     memory is on the source alone, where the source's loss would lose it
 */
public record MemoryLimits(
    long maxGapMillis, int maxRounds, long bytesPerSecond, boolean throttle, boolean noPostCopy) {
  /** As the user gets them without asking. */
  public static final MemoryLimits NONE = new MemoryLimits(0, 30, 0, false, false);

  public MemoryLimits {
    if (maxGapMillis < 0 || bytesPerSecond < 0 || maxRounds < 1 || maxRounds > 1000) {
      throw new IllegalArgumentException(
          "limits are not negative, and rounds are from 1 to 1000: correct them");
    }
  }
}
