package io.drayage.application;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts services so that each comes after all that it depends on: a depth-first topological order,
 * in the file's order where dependencies leave a choice.
 */
final class StartOrder {
  private final Map<String, Service> byName = new HashMap<>();
  private final Set<String> done = new HashSet<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final List<Service> sorted = new ArrayList<>();

  private StartOrder(List<Service> services) {
    services.forEach(service -> byName.put(service.name(), service));
  }

  /**
   * The services, sorted.
   *
   * @throws IllegalArgumentException when some depend on each other in a circle; it names them all
   */
  static List<Service> of(List<Service> services) {
    var order = new StartOrder(services);
    services.forEach(order::visit);
    return List.copyOf(order.sorted);
  }

  private void visit(Service service) {
    if (done.contains(service.name())) {
      return;
    }
    if (!open.add(service.name())) {
      var circle = new ArrayList<>(open);
      circle.subList(0, circle.indexOf(service.name())).clear();
      circle.add(service.name());
      throw new IllegalArgumentException(
          "services depend on each other in a circle (%s): drop one of the dependencies"
              .formatted(String.join(" → ", circle)));
    }
    for (Dependency dependency : service.dependencies()) {
      Service needed = byName.get(dependency.service());
      if (needed != null) {
        visit(needed);
      }
    }
    open.remove(service.name());
    done.add(service.name());
    sorted.add(service);
  }
}
