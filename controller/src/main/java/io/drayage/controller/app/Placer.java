package io.drayage.controller.app;

import io.drayage.application.Placement;
import io.drayage.application.Service;
import io.drayage.application.Spread;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses hosts for containers, one after the other: among those that the wishes name, that have
 * the memory and that the law allows, the one with the fewest replicas of the same service (in its
 * cloud first, where the wish is to spread over clouds), then with the fewest containers, then with
 * most memory free. Pure but for the law; owned by one thread.
 */
final class Placer {
  private final Map<String, Candidate> hosts = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> replicas = new HashMap<>();
  private final Law law;

  Placer(Collection<Candidate> candidates, Law law) {
    this.law = law;
    candidates.stream()
        .sorted(Comparator.comparing(Candidate::name))
        .forEach(host -> hosts.put(host.name(), host));
  }

  /** Takes into account a replica that is on a host already. */
  void count(String service, String host) {
    replicas.computeIfAbsent(service, key -> new HashMap<>()).merge(host, 1, Integer::sum);
  }

  /** Takes into account that a container leaves its host. */
  void free(String host, long memoryBytes) {
    hosts.computeIfPresent(host, (name, candidate) -> candidate.without(memoryBytes));
  }

  /**
   * The host for a replica; it counts as taken from then on.
   *
   * @throws RequestException when no host may have it, with the reason for each
   */
  String place(Service service, int replica) {
    long memory = service.definition().memoryBytes();
    var refusals = new ArrayList<String>();
    List<Candidate> fitting =
        hosts.values().stream()
            .filter(host ->
                obstacle(service.placement(), host, memory)
                    .map(why -> refusals.add(host.name() + " " + why))
                    .isEmpty())
            .sorted(order(service))
            .toList();
    for (Candidate host : fitting) {
      Optional<String> refusal = law.refusal(service, replica, host.name());
      if (refusal.isEmpty()) {
        hosts.put(host.name(), host.with(memory));
        count(service.name(), host.name());
        return host.name();
      }
      refusals.add(host.name() + " is refused by the policy: " + refusal.get());
    }
    throw new RequestException(
        Reason.CONFLICT,
        "no host can have replica %d of service %s (%s): change its placement or memory, or add a host"
            .formatted(
                replica,
                service.name(),
                refusals.isEmpty() ? "there is none" : String.join("; ", refusals)));
  }

  private static Optional<String> obstacle(Placement wishes, Candidate host, long memory) {
    if (!wishes.hosts().isEmpty() && !wishes.hosts().contains(host.name())) {
      return Optional.of("is not wished for");
    }
    if (!wishes.clouds().isEmpty() && !wishes.clouds().contains(host.cloud())) {
      return Optional.of("is of cloud " + host.cloud());
    }
    if (!host.usable()) {
      return Optional.of("cannot run containers now");
    }
    return memory > host.freeBytes()
        ? Optional.of("has %d MiB free".formatted(Math.max(0, host.freeBytes()) >> 20))
        : Optional.empty();
  }

  private Comparator<Candidate> order(Service service) {
    Map<String, Integer> here = replicas.getOrDefault(service.name(), Map.of());
    Comparator<Candidate> order = Comparator.comparingInt(host -> 0);
    if (service.placement().spread() == Spread.CLOUD) {
      order = order.thenComparingInt(host -> inCloud(here, host.cloud()));
    }
    if (service.placement().spread() != Spread.NONE) {
      order = order.thenComparingInt(host -> here.getOrDefault(host.name(), 0));
    }
    return order
        .thenComparingInt(Candidate::containers)
        .thenComparing(Comparator.comparingLong(Candidate::freeBytes).reversed())
        .thenComparing(Candidate::name);
  }

  private int inCloud(Map<String, Integer> here, String cloud) {
    return here.entrySet().stream()
        .filter(entry ->
            Optional.ofNullable(hosts.get(entry.getKey()))
                .filter(host -> host.cloud().equals(cloud))
                .isPresent())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }
}
