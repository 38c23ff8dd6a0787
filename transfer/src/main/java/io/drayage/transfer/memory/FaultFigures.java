package io.drayage.transfer.memory;

import java.time.Duration;

/**
 * What a fault server has done so far. Pages count once for each address space.
 *
 * @param remaining pages that are neither placed nor dropped
 * @param missing pages that have not arrived, whatever the number of spaces
 * @param faults faults that were read
 * @param remoteFaults pages that a task waited for until they arrived
 * @param waiting pages that a task waits for now
 * @param longestWait the longest that a task waited for a page which had to arrive
 */
public record FaultFigures(
    long remaining,
    long missing,
    long faults,
    long remoteFaults,
    long waiting,
    Duration longestWait) {}
