package io.drayage.balance.rebalance;

/**
 * A host and what is promised on it.
 *
 * @param memoryBytes that containers may use
 * @param reservedBytes that are promised to containers
 * @param open whether it takes new containers
 */
public record LoadedHost(String host, long memoryBytes, long reservedBytes, boolean open) {
  public LoadedHost {
    if (memoryBytes <= 0) {
      throw new IllegalArgumentException("a host has memory");
    }
  }
}
