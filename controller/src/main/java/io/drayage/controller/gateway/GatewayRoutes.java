package io.drayage.controller.gateway;

import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.Publication;
import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.GatewayRoute;
import io.drayage.protocol.v1.SetGatewayRoutes;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every host's gateway what is published, which is the same on all of them: a container keeps
 * its address, so each can hand requests on to it wherever it runs. Nothing is told in a move.
 * Thread-safe.
 */
public final class GatewayRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayRoutes.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Journal journal;
  private final AgentRegistry agents;
  private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

  public GatewayRoutes(Journal journal, AgentRegistry agents) {
    this.journal = journal;
    this.agents = agents;
  }

  /**
   * Refuses a container whose port of the gateways another one has.
   *
   * @throws RequestException when that is so
   */
  public void requireFree(ContainerSpec spec) {
    for (Publication wanted : spec.publications()) {
      journal.containers().all().stream()
          .map(OwnedContainer::spec)
          .filter(other -> !wanted.byName() && !other.name().equals(spec.name()))
          .filter(
              other -> other.publications().stream().anyMatch(has -> has.entry() == wanted.entry()))
          .findFirst()
          .ifPresent(other -> {
            throw new RequestException(
                Reason.CONFLICT,
                "port %d of the gateways leads to container %s: publish another one"
                    .formatted(wanted.entry(), other.name()));
          });
    }
  }

  /** Tells all gateways, and waits for none, after a container came or went. */
  public void tell(ContainerSpec changed) {
    if (!changed.publications().isEmpty()) {
      agents.all().forEach(this::tell);
    }
  }

  /** Tells one host's gateway, in the background. */
  public void tell(AgentConnection agent) {
    Thread.ofVirtual().name("gateway of " + agent.host().name()).start(() -> send(agent));
  }

  private void send(AgentConnection agent) {
    // What is read later is told later.
    ReentrantLock turn = turns.computeIfAbsent(agent.host().name(), _ -> new ReentrantLock());
    turn.lock();
    try {
      var routes = SetGatewayRoutes.newBuilder();
      journal.containers().all().stream()
          .map(OwnedContainer::spec)
          .flatMap(GatewayRoutes::of)
          .forEach(routes::addRoutes);
      var _ = agent.send(Command.newBuilder().setGatewayRoutes(routes), LIMIT);
    } catch (AgentFailure e) {
      LOG.warn(
          "The gateway of {} does not know all routes: {}", agent.host().name(), e.getMessage());
    } finally {
      turn.unlock();
    }
  }

  private static Stream<GatewayRoute> of(ContainerSpec spec) {
    return spec.publications().stream()
        .map(publication ->
            GatewayRoute.newBuilder()
                .setContainer(spec.name())
                .setAddress(spec.address())
                .setName(publication.byName() ? spec.dnsName().orElse("") : "")
                .setEntry(publication.entry())
                .setPort(publication.port())
                .build());
  }
}
