package io.drayage.balance.deadline;

import io.drayage.balance.schedule.Link;

/**
 * What one move is expected to take when it goes alone.
 *
 * @param lowMillis the lower end of its interval
 * @param millis what is expected
 * @param highMillis the upper end of its interval
 * @param bytes that are expected to cross
 * @param wave moves of a later wave wait for all of the earlier ones
 */
public record ExpectedMove(
    Link link, double lowMillis, double millis, double highMillis, double bytes, int wave) {}
