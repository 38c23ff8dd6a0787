package io.drayage.bench.mover;

/**
 * What a mover itself saw.
 *
 * @param frozenMillis from the cut of the source's network until the destination's tasks ran
 * @param totalMillis from the request until the destination had all of it
 */
public record Timings(double frozenMillis, double totalMillis) {}
