package io.drayage.cli.forecast;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what a move was expected to take, beside what it took. */
@Command(name = "show", description = "Show a move's forecast beside what was measured.")
final class ShowCommand extends ClusterCommand {
  @Parameters(paramLabel = "ID", description = "The migration")
  private String id = "";

  @Override
  protected void ask(ControllerClient client) {
    print(client.forecast(id), view -> ForecastPrinter.comparison(out(), view));
  }
}
