package io.drayage.controller.container;

import io.drayage.api.HostView;
import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.Cordon;
import io.drayage.journal.GroupRecords.Reservation;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.host.Host;
import io.drayage.model.host.HostState;
import io.drayage.model.migration.Migration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    Promises promises = promises();
    return journal.hosts().all().stream().map(host -> view(host, promises)).toList();
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

  /** Refuses a host that takes no containers. */
  public void requireOpen(String name) {
    journal
        .cordons()
        .find(name)
        .ifPresent(cordon -> {
          throw new RequestException(
              Reason.CONFLICT,
              "host %s takes no containers (%s): choose another, or 'dray host undrain %s'"
                  .formatted(name, cordon.reason(), name));
        });
  }

  /** Has a host take containers again. */
  public HostView undrain(String name) {
    Host host = require(name);
    var _ = journal.cordons().remove(name);
    return view(host, promises());
  }

  /** Refuses when a host has less memory left than a container may use. */
  public void requireRoom(String name, String container, long memoryBytes) {
    Host host = require(name);
    long free = host.memoryBytes() - promises().reserved(name, container);
    if (memoryBytes > free) {
      throw new RequestException(
          Reason.CONFLICT,
          "host %s has no room for %s: it may use %d MiB and %d MiB are free; choose another host, or move something away first"
              .formatted(name, container, memoryBytes >> 20, Math.max(0, free) >> 20));
    }
  }

  private HostView view(Host host, Promises promises) {
    var agent = agents.find(host.name());
    return new HostView(
        host,
        agent.isPresent() ? HostState.UP : HostState.DOWN,
        promises.reserved(host.name(), ""),
        journal.cordons().find(host.name()).map(Cordon::reason).orElse(""),
        agent.map(AgentConnection::facts));
  }

  private Promises promises() {
    return new Promises(
        journal.containers().all(),
        journal.migrations().underWay(),
        journal.groups().reservations());
  }

  /** Who has, or will have, a claim on a host's memory; read once for all hosts. */
  private record Promises(
      List<OwnedContainer> containers, List<Migration> underWay, List<Reservation> reservations) {
    /**
     * Memory of the containers a host owns, of those on their way to it, and of those that a group
     * will bring or may have to bring back.
     *
     * @param except a container that is not counted unless the host owns it
     */
    long reserved(String host, String except) {
      Set<String> coming =
          Stream.concat(
                  underWay.stream()
                      .filter(migration -> migration.destination().equals(host))
                      .filter(migration -> !migration.state().ownedByDestination())
                      .map(Migration::container),
                  reservations.stream()
                      .filter(one -> one.host().equals(host))
                      .map(Reservation::container))
              .filter(container -> !container.equals(except))
              .collect(Collectors.toSet());
      return containers.stream()
          .filter(one -> one.host().equals(host) || coming.contains(one.spec().name()))
          .mapToLong(one -> one.spec().memoryBytes())
          .sum();
    }
  }
}
