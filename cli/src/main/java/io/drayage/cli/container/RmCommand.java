package io.drayage.cli.container;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a container. */
@Command(name = "rm", description = "Remove a container with its files.")
public final class RmCommand extends ClusterCommand {
  @Parameters(paramLabel = "NAME", description = "The container")
  private String name = "";

  @Option(
      names = {"-f", "--force"},
      description = "Also when it runs")
  private boolean force;

  @Override
  protected void ask(ControllerClient client) {
    client.remove(name, force);
    print(Map.of("removed", name), removed -> out().println(name + " removed"));
  }
}
