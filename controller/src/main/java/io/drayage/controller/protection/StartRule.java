package io.drayage.controller.protection;

import io.drayage.controller.agents.AgentConnection;
import io.drayage.model.container.ContainerSpec;

/** Says whether a container may be started on a host. Thread-safe. */
@FunctionalInterface
public interface StartRule {
  /**
   * Requires that a container may be started on a connected host: where its Regulation lets it be.
   *
   * @throws io.drayage.trust.TrustException when it may not, with every cause
   */
  void requireStart(ContainerSpec spec, AgentConnection host);
}
