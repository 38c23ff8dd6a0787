package io.drayage.balance.rebalance;

/**
 * A container that may be moved.
 *
 * @param memoryBytes that are promised to it
 * @param cameFrom the host that the last rebalancing took it from; empty when none did
 */
public record Movable(String container, String host, long memoryBytes, String cameFrom) {}
