package io.drayage.application;

import io.drayage.model.Names;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Services that are run, and moved, as one.
 *
 * @param name unique among the controller's applications; an RFC 1123 label
 * @param services at least one
 * @param notes what its file said that was not understood or is not honoured, one line each
 */
public record Application(String name, List<Service> services, List<String> notes) {
  /** Most services of one application. */
  public static final int MOST_SERVICES = 100;

  /** Most containers of one application. */
  public static final int MOST_CONTAINERS = 500;

  private static final int MOST_NOTES = 500;

  public Application {
    Names.require("application", name);
    services = List.copyOf(services);
    notes = notes.stream().distinct().limit(MOST_NOTES).toList();
    if (services.isEmpty()) {
      throw new IllegalArgumentException(
          "application %s has no services: give it at least one".formatted(name));
    }
    if (services.size() > MOST_SERVICES) {
      throw new IllegalArgumentException(
          "application %s has %d services: at most %d are allowed"
              .formatted(name, services.size(), MOST_SERVICES));
    }
    int containers = services.stream().mapToInt(Service::replicas).sum();
    if (containers > MOST_CONTAINERS) {
      throw new IllegalArgumentException(
          "application %s has %d containers: at most %d are allowed"
              .formatted(name, containers, MOST_CONTAINERS));
    }
    requireDistinct(name, services);
    requireKnown(services);
    // Refuses a cycle.
    var _ = StartOrder.of(services);
  }

  /** The name of a service's container. */
  public String container(Service service, int replica) {
    return container(name, service, replica);
  }

  /** The services in an order in which each comes after all that it depends on. */
  public List<Service> inStartOrder() {
    return StartOrder.of(services);
  }

  /**
   * Which wave each service is of, from 0, by its name: a service is one wave behind the last of
   * those that it depends on.
   */
  public Map<String, Integer> waves() {
    Map<String, Integer> waves = new HashMap<>();
    for (Service service : inStartOrder()) {
      waves.put(
          service.name(),
          service.dependencies().stream()
              .mapToInt(needed -> waves.getOrDefault(needed.service(), 0) + 1)
              .max()
              .orElse(0));
    }
    return Map.copyOf(waves);
  }

  /** Whether stopping a container for good would lose files of the user's. */
  public boolean hasVolumes() {
    return services.stream().anyMatch(service -> !service.definition().volumes().isEmpty());
  }

  private static String container(String application, Service service, int replica) {
    return Names.require("container", "%s-%s-%d".formatted(application, service.label(), replica));
  }

  private static void requireDistinct(String application, List<Service> services) {
    Map<String, String> labels = new HashMap<>();
    for (Service service : services) {
      String other = labels.put(service.label(), service.name());
      if (other != null) {
        throw new IllegalArgumentException(
            "services %s and %s would have containers of one name: rename one of them"
                .formatted(other, service.name()));
      }
      if (service.replicas() > 0) {
        var _ = container(application, service, service.replicas());
      }
    }
  }

  private static void requireKnown(List<Service> services) {
    var names = new HashSet<String>();
    services.forEach(service -> names.add(service.name()));
    for (Service service : services) {
      for (Dependency dependency : service.dependencies()) {
        if (!names.contains(dependency.service())) {
          throw new IllegalArgumentException(
              "service %s depends on %s, which the application does not have: add it, or drop the dependency"
                  .formatted(service.name(), dependency.service()));
        }
      }
    }
  }
}
