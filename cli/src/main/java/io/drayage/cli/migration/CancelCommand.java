package io.drayage.cli.migration;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterOption;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.output.OutputOption;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Undoes a move that is not committed yet. */
@Command(
    name = "cancel",
    description = "Undo a move that is not committed yet: the container stays where it is.")
final class CancelCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The migration")
  private String id = "";

  @Mixin private ClusterOption cluster = new ClusterOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (ControllerClient client = cluster.connect()) {
      client.cancel(id);
      Migration migration = client.follow(id, Clock.systemUTC(), news -> {});
      if (migration.state() != MigrationState.ABORTED) {
        throw new CommandException(
            ExitCode.FAILURE,
            "migration %s ended as %s: see 'dray migration show %s'"
                .formatted(id, migration.state(), id));
      }
      PrintWriter out = spec.commandLine().getOut();
      output.print(
          out,
          migration,
          one ->
              out.printf("%s is cancelled: %s stays on %s%n", id, one.container(), one.source()));
      return 0;
    }
  }
}
