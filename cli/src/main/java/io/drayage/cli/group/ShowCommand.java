package io.drayage.cli.group;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a group with its members. */
@Command(name = "show", description = "Show a group's members: state, gap, bytes, time.")
final class ShowCommand extends ClusterCommand {
  @Parameters(paramLabel = "ID", description = "The group")
  private String id = "";

  @Override
  protected void ask(ControllerClient client) {
    print(client.groups().show(id), one -> GroupPrinter.show(out(), one));
  }
}
