package io.drayage.cli.group;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import picocli.CommandLine.Command;

/** Lists the groups. */
@Command(name = "ps", description = "List the groups, the newest first.")
final class PsCommand extends ClusterCommand {
  @Override
  protected void ask(ControllerClient client) {
    print(client.groups().all(), all -> GroupPrinter.list(out(), all));
  }
}
