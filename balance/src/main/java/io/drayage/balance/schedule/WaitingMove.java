package io.drayage.balance.schedule;

import java.util.Set;

/**
 * A move that has not begun.
 *
 * @param container what is to move, by its name; unique within a group
 * @param service whose replica it is; empty when it has none beside it
 * @param bytes that are expected to cross
 * @param dirtyBytesPerSecond memory that it writes anew; 0 when nobody knows
 * @param priority the higher begins the earlier
 * @param wave moves of a later wave wait for all of the earlier ones
 * @param after containers of the group that must have moved before
 */
public record WaitingMove(
    String container,
    String service,
    long bytes,
    double dirtyBytesPerSecond,
    int priority,
    int wave,
    Set<String> after,
    Link link) {
  /** Keeps a copy. */
  public WaitingMove {
    after = Set.copyOf(after);
    if (bytes < 0 || dirtyBytesPerSecond < 0 || wave < 0) {
      throw new IllegalArgumentException("a move's size, rate and wave are not negative");
    }
  }
}
