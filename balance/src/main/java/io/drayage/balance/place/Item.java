package io.drayage.balance.place;

/**
 * A container that needs another host.
 *
 * @param container its name
 * @param service whose replica it is; empty when it has none beside it
 * @param host where it is
 * @param memoryBytes that are promised to it; 0 when it has no limit
 */
public record Item(String container, String service, String host, long memoryBytes) {}
