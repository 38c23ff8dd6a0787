package io.drayage.controller.migration;

import io.drayage.api.MigrateRequest;
import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.protection.Guard;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.ContainerState;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Mode;
import io.drayage.trust.TrustException;
import java.time.Duration;
import java.util.Locale;

/**
 * Decides whether a move may begin; a refusal names the cause and the cure, and nothing was done.
 */
final class Admission {
  private static final Duration LONGEST_HEALTH_TIMEOUT = Duration.ofHours(1);

  private final ContainerService containers;
  private final Hosts hosts;
  private final Guard guard;

  Admission(ContainerService containers, Hosts hosts, Guard guard) {
    this.guard = guard;
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
    Mode mode = mode(request.mode(), container.spec());
    requireHealthTimeout(request.healthTimeoutMillis());
    requireAllowed(mode, request.limits());
    hosts.require(request.to());
    if (container.host().equals(request.to())) {
      throw new RequestException(
          Reason.CONFLICT,
          "container %s is on host %s already: choose another"
              .formatted(request.container(), request.to()));
    }
    AgentConnection source = hosts.requireUp(container.host());
    AgentConnection destination = hosts.requireUp(request.to());
    requireLawful(container.spec(), source, destination);
    if (mode == Mode.STATELESS) {
      requireStateless(container.spec());
      requireRuntime(destination);
    } else {
      requireCriu(source);
      requireCriu(destination);
    }
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

  /** A container whose label says so is moved without its state, unless the user said how. */
  private static Mode mode(String word, ContainerSpec spec) {
    try {
      Mode asked = Mode.parse(word);
      return asked == Mode.AUTO && spec.stateless() ? Mode.STATELESS : asked;
    } catch (IllegalArgumentException e) {
      throw new RequestException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private void requireLawful(
      ContainerSpec spec, AgentConnection source, AgentConnection destination) {
    try {
      guard.requireAllowed(spec, source, destination);
    } catch (TrustException e) {
      throw new RequestException(Reason.CONFLICT, String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireStateless(ContainerSpec spec) {
    spec.obstacleToStatelessMove()
        .ifPresent(why -> {
          throw new RequestException(Reason.CONFLICT, why);
        });
  }

  private static void requireAllowed(Mode mode, MemoryLimits limits) {
    if (mode.leavesMemoryBehind() && limits.noPostCopy()) {
      throw new RequestException(
          Reason.INVALID,
          "--mode %s and --no-post-copy exclude each other: give one of them"
              .formatted(mode.word()));
    }
  }

  private static void requireHealthTimeout(long millis) {
    if (millis < 0 || millis > LONGEST_HEALTH_TIMEOUT.toMillis()) {
      throw new RequestException(
          Reason.INVALID,
          "a health time-out of %d ms is not valid: use one from 1 ms to 1 h".formatted(millis));
    }
  }

  private static void requireRuntime(AgentConnection agent) {
    if (!agent.facts().runtimeUsable()) {
      throw new RequestException(
          Reason.CONFLICT,
          "host %s cannot run containers: %s"
              .formatted(agent.host().name(), agent.facts().runtime()));
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
