package io.drayage.bench.report;

/**
 * What Drayage's agents take of memory themselves, in MiB. The page cache is not in the first two:
 * it is a file in memory (tmpfs), given back after the move.
 *
 * @param idleMiB resident before the move, of the agent that has more
 * @param addedMiB how much more that was at most during it, of the agent that grew more
 * @param pageCacheMiB the most that an agent had mapped of its page cache during it
 */
public record AgentMemory(double idleMiB, double addedMiB, double pageCacheMiB) {}
