package io.drayage.cli.container;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import picocli.CommandLine.Command;

/** Lists the containers. */
@Command(name = "ps", description = "List the containers.")
public final class PsCommand extends ClusterCommand {
  @Override
  protected void ask(ControllerClient client) {
    print(client.containers(), all -> ContainerTable.print(out(), all));
  }
}
