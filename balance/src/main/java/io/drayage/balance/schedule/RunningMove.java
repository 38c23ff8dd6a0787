package io.drayage.balance.schedule;

/**
 * A move that is under way, of any group.
 *
 * @param group whose move it is
 * @param service whose replica moves; empty when it has none beside it
 * @param bytes that are expected to cross
 * @param sentBytes that have crossed
 * @param dirtyBytesPerSecond memory that it writes anew; 0 when nobody knows
 */
public record RunningMove(
    String group,
    String container,
    String service,
    Link link,
    long bytes,
    long sentBytes,
    double dirtyBytesPerSecond) {}
