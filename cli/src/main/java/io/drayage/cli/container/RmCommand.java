package io.drayage.cli.container;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.output.OutputOption;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes a container. */
@Command(name = "rm", description = "Remove a container with its files.")
public final class RmCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The container")
  private String name = "";

  @Option(
      names = {"-f", "--force"},
      description = "Also when it runs")
  private boolean force;

  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ControllerClient client = cluster.connect()) {
      client.remove(name, force);
      PrintWriter out = spec.commandLine().getOut();
      output.print(out, Map.of("removed", name), removed -> out.println(name + " removed"));
      return 0;
    }
  }
}
