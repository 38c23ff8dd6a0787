package io.drayage.cli.container;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.output.OutputOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the containers. */
@Command(name = "ps", description = "List the containers.")
public final class PsCommand implements Callable<Integer> {
  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ControllerClient client = cluster.connect()) {
      PrintWriter out = spec.commandLine().getOut();
      output.print(out, client.containers(), all -> ContainerTable.print(out, all));
      return 0;
    }
  }
}
