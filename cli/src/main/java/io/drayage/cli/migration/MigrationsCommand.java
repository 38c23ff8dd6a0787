package io.drayage.cli.migration;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import picocli.CommandLine.Command;

/** Lists the migrations. */
@Command(name = "migrations", description = "List the migrations, the newest first.")
public final class MigrationsCommand extends ClusterCommand {
  @Override
  protected void ask(ControllerClient client) {
    print(client.migrations(), all -> MigrationPrinter.list(out(), all));
  }
}
