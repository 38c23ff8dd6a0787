package io.drayage.controller.app;

import io.drayage.api.RunRequest;
import io.drayage.application.Application;
import io.drayage.application.Definition;
import io.drayage.application.Service;
import io.drayage.controller.container.NewContainer;
import io.drayage.model.container.HealthCheck;
import io.drayage.model.container.HostEntry;
import io.drayage.model.container.Labels;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The requests by which containers of an application are run. */
final class Requests {
  private Requests() {}

  /**
   * The request for one replica.
   *
   * @param address the one that is kept for it
   * @param hosts what its {@code /etc/hosts} has beside itself
   */
  static NewContainer of(
      Application application,
      Service service,
      int replica,
      String host,
      Optional<String> address,
      List<HostEntry> hosts) {
    return new NewContainer(
        request(application, service, replica, host),
        service.definition().entrypoint(),
        service.definition().workdir(),
        service.definition().user(),
        address,
        hosts);
  }

  private static RunRequest request(
      Application application, Service service, int replica, String host) {
    Definition definition = service.definition();
    var labels = new TreeMap<String, String>(definition.labels());
    labels.put(Labels.APPLICATION, application.name());
    labels.put(Labels.SERVICE, service.name());
    labels.put(Labels.REPLICA, Integer.toString(replica));
    return new RunRequest(
        application.container(service, replica),
        host,
        definition.image(),
        definition.command(),
        definition.env(),
        definition.volumes().stream().map(one -> one.name() + ":" + one.path()).toList(),
        definition.memoryBytes(),
        labels.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList(),
        definition.health().map(HealthCheck::port).orElse(0),
        definition.health().map(HealthCheck::path).orElse(""),
        definition.regulationOf(replica).orElse(""));
  }
}
