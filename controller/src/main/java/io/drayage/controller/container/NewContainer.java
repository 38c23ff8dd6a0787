package io.drayage.controller.container;

import io.drayage.api.RunRequest;
import io.drayage.model.container.HostEntry;
import java.util.List;
import java.util.Optional;

/**
 * A container that is to be started, with what only the controller itself asks for.
 *
 * @param entrypoint in the place of the image's; empty means the image's own
 * @param workdir in the place of the image's; empty means the image's own
 * @param user in the place of the image's; empty means the image's own
 * @param address one that is kept for it; empty for any that is free
 * @param hosts what its {@code /etc/hosts} has beside itself
 */
public record NewContainer(
    RunRequest request,
    List<String> entrypoint,
    String workdir,
    String user,
    Optional<String> address,
    List<HostEntry> hosts) {
  public NewContainer {
    entrypoint = List.copyOf(entrypoint);
    hosts = List.copyOf(hosts);
  }

  static NewContainer of(RunRequest request) {
    return new NewContainer(request, List.of(), "", "", Optional.empty(), List.of());
  }
}
