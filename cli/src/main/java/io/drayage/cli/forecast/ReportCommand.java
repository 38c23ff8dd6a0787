package io.drayage.cli.forecast;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import picocli.CommandLine.Command;

/** Shows the calibration over all moves. */
@Command(
    name = "report",
    description = "Show the forecasts' median error and how often the 90 % interval held.")
final class ReportCommand extends ClusterCommand {
  @Override
  protected void ask(ControllerClient client) {
    print(client.forecasts(), report -> ForecastPrinter.report(out(), report));
  }
}
