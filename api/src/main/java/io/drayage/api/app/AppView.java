package io.drayage.api.app;

import java.time.Instant;
import java.util.List;

/**
 * An application as the controller sees it.
 *
 * @param services their names, in start order
 * @param ready how many containers run, or did their work and ended well
 * @param wanted how many are to
 * @param hosts that have a container of it, sorted
 * @param appliedAt when it was last applied
 */
public record AppView(
    String name,
    List<String> services,
    int ready,
    int wanted,
    List<String> hosts,
    AppState state,
    Instant createdAt,
    Instant appliedAt) {
  public AppView {
    services = List.copyOf(services);
    hosts = List.copyOf(hosts);
  }
}
