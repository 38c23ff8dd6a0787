package io.drayage.lab.service;

import io.drayage.api.HostView;
import io.drayage.api.client.ControllerClient;
import io.drayage.model.host.HostState;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** A lab's controller over its REST interface, as any administrator reaches it. */
public final class ApiControllerAccess implements ControllerAccess {
  private final ControllerClient client;

  private ApiControllerAccess(ControllerClient client) {
    this.client = client;
  }

  /** The controller that a context file names. */
  public static ControllerAccess connect(Path context) {
    return new ApiControllerAccess(ControllerClient.of(context));
  }

  @Override
  public String createEnrolmentToken(String host) {
    return client.createEnrolmentToken(host).token();
  }

  @Override
  public Set<String> hostsUp() {
    return client.hosts().stream()
        .filter(host -> host.state() == HostState.UP)
        .map(HostView::host)
        .map(host -> host.name())
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    client.close();
  }
}
