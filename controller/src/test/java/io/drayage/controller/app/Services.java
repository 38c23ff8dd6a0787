package io.drayage.controller.app;

import io.drayage.application.Application;
import io.drayage.application.Condition;
import io.drayage.application.Definition;
import io.drayage.application.Dependency;
import io.drayage.application.Moving;
import io.drayage.application.Placement;
import io.drayage.application.Service;
import io.drayage.model.container.ContainerState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Services and containers for tests. */
final class Services {
  private Services() {}

  static Application shop(Service... services) {
    return new Application("shop", List.of(services), List.of());
  }

  static Service service(String name, int replicas, String... needs) {
    return service(name, replicas, Placement.ANYWHERE, 0, needs);
  }

  static Service service(
      String name, int replicas, Placement placement, long memoryBytes, String... needs) {
    var definition =
        new Definition(
            "image",
            List.of(),
            List.of("run", name),
            List.of(),
            "",
            "",
            List.of(),
            memoryBytes,
            Map.of(),
            Optional.empty(),
            List.of(),
            List.of());
    return new Service(
        name,
        definition,
        replicas,
        Arrays.stream(needs).map(need -> new Dependency(need, Condition.STARTED)).toList(),
        List.of(),
        placement,
        Moving.USUAL,
        List.of(),
        Service.PATIENCE);
  }

  /** A container that runs as its service says. */
  static Standing running(Service service, int replica, String host) {
    return standing(service, replica, host, ContainerState.RUNNING, 0);
  }

  static Standing standing(
      Service service, int replica, String host, ContainerState state, int exitCode) {
    return new Standing(
        "shop-%s-%d".formatted(service.label(), replica),
        service.name(),
        replica,
        Optional.of(new StartedBy(service.definition().ofReplica(replica), "id of image")),
        host,
        Optional.of(state),
        exitCode,
        service.definition().memoryBytes(),
        false);
  }

  static Candidate host(String name, String cloud, long freeBytes) {
    return new Candidate(name, cloud, freeBytes, 0, true);
  }
}
