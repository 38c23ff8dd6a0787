package io.drayage.cli.migration;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a migration's story and timings. */
@Command(name = "show", description = "Show a migration's story and timings.")
final class ShowCommand extends ClusterCommand {
  @Parameters(paramLabel = "ID", description = "The migration")
  private String id = "";

  @Override
  protected void ask(ControllerClient client) {
    print(client.migration(id), one -> MigrationPrinter.story(out(), one));
  }
}
