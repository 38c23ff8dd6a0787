package io.drayage.cli.host;

import io.drayage.api.HostView;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has a drained host take containers again. */
@Command(
    name = "undrain",
    description = "Let a drained host take containers again; nothing moves back by itself.")
final class UndrainCommand extends ClusterCommand {
  @Parameters(paramLabel = "HOST", description = "The host")
  private String host = "";

  @Override
  protected void ask(ControllerClient client) {
    HostView view = client.groups().undrain(host);
    print(view, one -> out().printf("%s takes containers%n", one.host().name()));
  }
}
