package io.drayage.cli.container;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.output.OutputOption;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends a container's processes. */
@Command(name = "stop", description = "End a container's processes and keep its files.")
public final class StopCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The container")
  private String name = "";

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "How long it may take before it is killed (default: ${DEFAULT-VALUE})",
      defaultValue = "10")
  private int grace;

  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (grace < 0) {
      throw new CommandException(
          ExitCode.USAGE, "--grace: '%d' is negative; give seconds from 0 on".formatted(grace));
    }
    try (ControllerClient client = cluster.connect()) {
      PrintWriter out = spec.commandLine().getOut();
      output.print(
          out,
          client.stop(name, Duration.ofSeconds(grace)),
          view -> ContainerTable.print(out, List.of(view)));
      return 0;
    }
  }
}
