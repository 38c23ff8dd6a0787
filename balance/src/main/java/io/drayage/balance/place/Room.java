package io.drayage.balance.place;

import java.util.Map;

/**
 * A host that may take containers.
 *
 * @param freeBytes memory that is promised to nobody
 * @param containers how many it has
 * @param replicas how many of each service it has
 */
public record Room(String host, long freeBytes, int containers, Map<String, Integer> replicas) {
  /** Keeps a copy. */
  public Room {
    replicas = Map.copyOf(replicas);
  }
}
