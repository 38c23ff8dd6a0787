package io.drayage.controller.plan;

import io.drayage.controller.agents.AgentConnection;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.migration.Mode;

/** Finds out whether a container would run on another host. */
@FunctionalInterface
public interface Inspector {
  /**
   * Looks at both hosts and the container, and compares.
   *
   * @throws io.drayage.controller.agents.AgentFailure when a host does not answer
   */
  Inspection inspect(
      OwnedContainer container, Mode mode, AgentConnection source, AgentConnection destination);
}
