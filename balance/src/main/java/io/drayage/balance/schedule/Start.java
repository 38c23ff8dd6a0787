package io.drayage.balance.schedule;

/**
 * A move that begins now.
 *
 * @param share of the group's bandwidth that it may take, above 0 and at most 1: the shares of all
 *     that may run at once make one
 */
public record Start(WaitingMove move, double share) {}
