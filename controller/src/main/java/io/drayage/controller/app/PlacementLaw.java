package io.drayage.controller.app;

import io.drayage.api.PolicyTestView;
import io.drayage.application.Application;
import io.drayage.application.Service;
import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.image.Images;
import io.drayage.controller.protection.Guard;
import io.drayage.model.container.ContainerSpec;
import io.drayage.trust.TrustException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the operator's policy says of where a container with a Regulation is started: what it would
 * say of a move from that host to itself. One without a Regulation may be started anywhere, as by
 * {@code dray run}. Thread-safe.
 */
public final class PlacementLaw {
  private final Guard guard;
  private final Hosts hosts;
  private final Images images;

  /** Asks a guard's policy. */
  public PlacementLaw(Guard guard, Hosts hosts, Images images) {
    this.guard = guard;
    this.hosts = hosts;
    this.images = images;
  }

  Optional<String> refusal(Application application, Service service, int replica, String host) {
    Optional<String> regulation = service.definition().regulationOf(replica);
    if (regulation.isEmpty()) {
      return Optional.empty();
    }
    var spec =
        new ContainerSpec(
            application.container(service, replica),
            images.require(service.definition().image()).id(),
            List.of(),
            List.of("none"),
            List.of(),
            "/",
            "",
            List.of(),
            0,
            "",
            Map.of(),
            Optional.empty(),
            regulation);
    AgentConnection agent = hosts.requireUp(host);
    try {
      PolicyTestView view = guard.explain(spec, agent, agent);
      return view.allowed() ? Optional.empty() : Optional.of(String.join(" ", view.explanation()));
    } catch (TrustException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
