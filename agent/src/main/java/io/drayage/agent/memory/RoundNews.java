package io.drayage.agent.memory;

/**
 * How a round of copying memory goes.
 *
 * @param number from 1
 * @param pages sent in it so far
 * @param bytesPerSecond of memory, as the destination gets it
 * @param dirtyPerSecond bytes of memory that the container writes anew; 0 while not known
 * @param complete whether the round is over, so that {@code pages} are all of it
 * @param expectedGapMillis milliseconds of gap if it were frozen now; 0 while not known
 */
public record RoundNews(
    int number,
    long pages,
    boolean complete,
    long bytesPerSecond,
    long dirtyPerSecond,
    long expectedGapMillis) {}
