package io.drayage.cli.app;

import io.drayage.api.app.AppView;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import io.drayage.cli.output.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the applications. */
@Command(name = "ps", description = "List the applications.")
final class PsCommand extends ClusterCommand {
  @Option(
      names = {"-q", "--quiet"},
      description = "Only their names")
  private boolean quiet;

  @Override
  protected void ask(ControllerClient client) {
    print(client.apps(), this::table);
  }

  private void table(List<AppView> apps) {
    if (quiet) {
      apps.forEach(app -> out().println(app.name()));
      return;
    }
    var table = new Table("APP", "SERVICES", "READY", "HOSTS", "STATE");
    for (AppView app : apps) {
      table.row(
          app.name(),
          String.join(",", app.services()),
          app.ready() + "/" + app.wanted(),
          String.join(",", app.hosts()),
          app.state());
    }
    table.print(out());
  }
}
