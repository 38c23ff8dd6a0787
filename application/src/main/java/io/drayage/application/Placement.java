package io.drayage.application;

import java.util.List;

/**
 * Where a service's containers wish to be.
 *
 * @param hosts the only hosts that may have them; empty for any
 * @param clouds the only clouds that may have them; empty for any
 */
public record Placement(List<String> hosts, List<String> clouds, Spread spread) {
  /** Anywhere, on as many hosts as there are. */
  public static final Placement ANYWHERE = new Placement(List.of(), List.of(), Spread.HOST);

  public Placement {
    hosts = List.copyOf(hosts);
    clouds = List.copyOf(clouds);
  }
}
