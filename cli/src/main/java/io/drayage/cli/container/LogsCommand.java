package io.drayage.cli.container;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.output.OutputOption;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a container's log, from before its moves too. */
@Command(name = "logs", description = "Print a container's log, from before its moves too.")
public final class LogsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The container")
  private String name = "";

  @Option(names = "--tail", paramLabel = "N", description = "Only the last N lines")
  private int tail;

  @Option(
      names = {"-t", "--timestamps"},
      description = "Show when each line was written")
  private boolean timestamps;

  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ControllerClient client = cluster.connect()) {
      var text = new ByteArrayOutputStream();
      client.logs(name, tail, text);
      List<LogLine> lines =
          text.toString(StandardCharsets.UTF_8).lines().map(LogLine::parse).toList();
      PrintWriter out = spec.commandLine().getOut();
      output.print(out, lines, all -> all.forEach(line -> out.println(line.print(timestamps))));
      return 0;
    }
  }
}
