package io.drayage.bench.report;

/**
 * What Drayage's agents take of memory themselves, in MiB. Files in memory (tmpfs), the page cache
 * above all, are not in the first two: they are the container's memory on its way and are given
 * back.
 *
 * @param idleMiB resident before the move, of the agent that has more
 * @param addedMiB how much more that was at most during it, of the agent that grew more
 * @param pageCacheMiB the most that the files in memory of one host grew by during it
 */
public record AgentMemory(double idleMiB, double addedMiB, double pageCacheMiB) {}
