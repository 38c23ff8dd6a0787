package io.drayage.cli.migration;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.output.OutputOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a migration's story and timings. */
@Command(name = "show", description = "Show a migration's story and timings.")
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The migration")
  private String id = "";

  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ControllerClient client = cluster.connect()) {
      PrintWriter out = spec.commandLine().getOut();
      output.print(out, client.migration(id), one -> MigrationPrinter.story(out, one));
      return 0;
    }
  }
}
