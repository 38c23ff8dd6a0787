package io.drayage.cli.app;

import io.drayage.api.app.AppRemovalRequest;
import io.drayage.api.app.AppResult;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes an application. */
@Command(
    name = "rm",
    description = "Stop and remove an application's containers, dependents first.")
final class RmCommand extends ClusterCommand {
  @Parameters(paramLabel = "APP", description = "The application")
  private String name = "";

  @Option(
      names = {"-f", "--force"},
      description = "Kill at once what runs, without SIGTERM and its ten seconds")
  private boolean force;

  @Option(names = "--volumes", description = "Also when volumes are lost with it")
  private boolean volumes;

  @Override
  protected void ask(ControllerClient client) {
    AppResult result =
        client.removeApp(
            name, new AppRemovalRequest(force, volumes), new EventPrinter(err())::print);
    print(
        result,
        one -> {
          if (one.failure().isEmpty()) {
            out().println(name + " removed");
          }
        });
    ResultPrinter.requireDone(result);
  }
}
