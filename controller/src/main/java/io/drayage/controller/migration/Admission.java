package io.drayage.controller.migration;

import io.drayage.api.MigrateRequest;
import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerState;
import io.drayage.model.migration.Mode;
import java.util.Locale;

/**
 * Decides whether a move may begin; a refusal names the cause and the cure, and nothing was done.
 */
final class Admission {
  private final ContainerService containers;
  private final Hosts hosts;

  Admission(ContainerService containers, Hosts hosts) {
    this.containers = containers;
    this.hosts = hosts;
  }

  /**
   * What was admitted.
   *
   * @param container what moves
   * @param mode how
   */
  record Admitted(OwnedContainer container, Mode mode) {}

  Admitted check(MigrateRequest request) {
    OwnedContainer container = containers.require(request.container());
    Mode mode = mode(request.mode());
    hosts.require(request.to());
    if (container.host().equals(request.to())) {
      throw new RequestException(
          Reason.CONFLICT,
          "container %s is on host %s already: choose another"
              .formatted(request.container(), request.to()));
    }
    requireCriu(hosts.requireUp(container.host()));
    requireCriu(hosts.requireUp(request.to()));
    ContainerState state = containers.view(container).state();
    if (state != ContainerState.RUNNING) {
      throw new RequestException(
          Reason.CONFLICT,
          "container %s is %s: only a running container moves"
              .formatted(request.container(), state.name().toLowerCase(Locale.ROOT)));
    }
    hosts.requireRoom(request.to(), request.container(), container.spec().memoryBytes());
    return new Admitted(container, mode);
  }

  private static Mode mode(String word) {
    try {
      return Mode.parse(word);
    } catch (IllegalArgumentException e) {
      throw new RequestException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireCriu(AgentConnection agent) {
    if (!agent.facts().criuUsable()) {
      throw new RequestException(
          Reason.CONFLICT,
          "host %s cannot checkpoint or restore (%s): install criu 4.2.1 or later there and restart its agent"
              .formatted(agent.host().name(), agent.facts().criu()));
    }
  }
}
