package io.drayage.bench.report;

import java.util.Optional;

/**
 * One move, measured.
 *
 * @param gapMillis the longest that the heartbeat waited for an answer
 * @param frozenMillis what the mover says the tasks stood still
 * @param totalMillis from the request until the destination had all of it
 * @param bytesSent what the source's link carried away meanwhile
 * @param agents what Drayage's agents took of memory, where they carried it out
 */
public record Sample(
    double gapMillis,
    double frozenMillis,
    double totalMillis,
    long bytesSent,
    Optional<AgentMemory> agents) {}
