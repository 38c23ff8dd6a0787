package io.drayage.transfer.track;

import java.time.Duration;

/**
 * What a round came to.
 *
 * @param tasks how many tasks were looked at
 * @param hashed how many of them are compared by content hashes, whatever the tracker's kind
 * @param pages how many pages were handed over
 * @param elapsed how long the round took, the sink's work included
 * @param stopped how long a task was stopped, the longest of them; zero in most rounds
 */
public record RoundFigures(int tasks, int hashed, long pages, Duration elapsed, Duration stopped) {}
