package io.drayage.controller.container;

import io.drayage.api.HostView;
import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.host.Host;
import io.drayage.model.host.HostState;
import io.drayage.model.migration.Migration;
import java.util.List;

/** The hosts, whether their agents answer, and how much room they have. Thread-safe. */
public final class Hosts {
  private final Journal journal;
  private final AgentRegistry agents;

  /** Hosts of the journal and their agents. */
  public Hosts(Journal journal, AgentRegistry agents) {
    this.journal = journal;
    this.agents = agents;
  }

  /** All hosts. */
  public List<HostView> all() {
    return journal.hosts().all().stream().map(this::view).toList();
  }

  /** The host of that name. */
  public Host require(String name) {
    return journal
        .hosts()
        .find(name)
        .orElseThrow(() ->
            new RequestException(
                Reason.UNKNOWN,
                "host %s is not known: 'dray hosts' lists those that are".formatted(name)));
  }

  /** The agent of that host, which must be connected. */
  public AgentConnection requireUp(String name) {
    require(name);
    return agents
        .find(name)
        .orElseThrow(() ->
            new RequestException(
                Reason.CONFLICT,
                "the agent of host %s is down: start it, or choose another host".formatted(name)));
  }

  /** Refuses when a host has less memory left than a container may use. */
  public void requireRoom(String name, String container, long memoryBytes) {
    Host host = require(name);
    long free = host.memoryBytes() - reserved(name);
    if (memoryBytes > free) {
      throw new RequestException(
          Reason.CONFLICT,
          "host %s has no room for %s: it may use %d MiB and %d MiB are free; choose another host, or move something away first"
              .formatted(name, container, memoryBytes >> 20, Math.max(0, free) >> 20));
    }
  }

  private HostView view(Host host) {
    var agent = agents.find(host.name());
    return new HostView(
        host,
        agent.isPresent() ? HostState.UP : HostState.DOWN,
        reserved(host.name()),
        agent.map(AgentConnection::facts));
  }

  /** Memory of the containers a host owns and of those on their way to it. */
  private long reserved(String host) {
    long owned =
        journal.containers().all().stream()
            .filter(container -> container.host().equals(host))
            .mapToLong(container -> container.spec().memoryBytes())
            .sum();
    long coming =
        journal.migrations().underWay().stream()
            .filter(migration -> migration.destination().equals(host))
            .filter(migration -> !migration.state().ownedByDestination())
            .map(Migration::container)
            .flatMap(name -> journal.containers().find(name).stream())
            .map(OwnedContainer::spec)
            .mapToLong(spec -> spec.memoryBytes())
            .sum();
    return owned + coming;
  }
}
