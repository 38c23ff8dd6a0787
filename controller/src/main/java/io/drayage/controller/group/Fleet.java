package io.drayage.controller.group;

import io.drayage.api.HostView;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerState;
import io.drayage.model.host.HostState;
import io.drayage.model.image.ImageLayer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Hosts, containers and images as they are when a group is planned: read once, so that planning a
 * thousand containers reads the journal no more often than planning one.
 *
 * @param running the containers that run, as their hosts last said
 * @param imageBytes of each image, by its id
 */
record Fleet(
    Map<String, HostView> hosts,
    Map<String, OwnedContainer> containers,
    Set<String> running,
    Map<String, Long> imageBytes) {

  static Fleet of(Journal journal, Hosts hosts, AgentRegistry agents) {
    Map<String, OwnedContainer> containers =
        journal.containers().all().stream()
            .collect(Collectors.toMap(one -> one.spec().name(), Function.identity()));
    Set<String> running =
        containers.values().stream()
            .filter(one ->
                agents
                    .find(one.host())
                    .flatMap(agent -> agent.status(one.spec().name()))
                    .filter(status -> status.getState().equals(ContainerState.RUNNING.name()))
                    .isPresent())
            .map(one -> one.spec().name())
            .collect(Collectors.toSet());
    Map<String, Long> images = new HashMap<>();
    journal
        .images()
        .all()
        .forEach(image ->
            images.put(
                image.id(), image.manifest().layers().stream().mapToLong(ImageLayer::size).sum()));
    return new Fleet(
        hosts.all().stream().collect(Collectors.toMap(h -> h.host().name(), Function.identity())),
        containers,
        running,
        images);
  }

  /** The containers of a host, by name. */
  List<OwnedContainer> on(String host) {
    return containers.values().stream()
        .filter(one -> one.host().equals(host))
        .sorted((one, other) -> one.spec().name().compareTo(other.spec().name()))
        .toList();
  }

  OwnedContainer container(String name) {
    OwnedContainer found = containers.get(name);
    if (found == null) {
      throw new RequestException(
          Reason.UNKNOWN,
          "container %s is not known: 'dray ps' lists those that are".formatted(name));
    }
    return found;
  }

  HostView host(String name) {
    HostView found = hosts.get(name);
    if (found == null) {
      throw new RequestException(
          Reason.UNKNOWN,
          "host %s is not known: 'dray hosts' lists those that are".formatted(name));
    }
    return found;
  }

  boolean runs(String container) {
    return running.contains(container);
  }

  /** The names of a provider's hosts, or the host of that name. */
  List<String> named(String hostOrCloud) {
    if (hosts.containsKey(hostOrCloud)) {
      return List.of(hostOrCloud);
    }
    List<String> ofCloud =
        hosts.values().stream()
            .filter(view -> view.host().cloud().equals(hostOrCloud))
            .map(view -> view.host().name())
            .sorted()
            .toList();
    if (ofCloud.isEmpty()) {
      throw new RequestException(
          Reason.UNKNOWN,
          "neither a host nor a provider is named %s: 'dray hosts' lists both"
              .formatted(hostOrCloud));
    }
    return ofCloud;
  }

  /** Hosts that can take containers now, by name. */
  List<HostView> open() {
    return hosts.values().stream()
        .filter(view -> view.state() == HostState.UP && view.drained().isEmpty())
        .sorted((one, other) -> one.host().name().compareTo(other.host().name()))
        .toList();
  }

  long freeBytes(String host) {
    HostView view = host(host);
    return Math.max(0, view.host().memoryBytes() - view.reservedBytes());
  }
}
