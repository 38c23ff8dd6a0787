package io.drayage.cli.migration;

import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Undoes a move that is not committed yet. */
@Command(
    name = "cancel",
    description = "Undo a move that is not committed yet: the container stays where it is.")
final class CancelCommand extends ClusterCommand {
  @Parameters(paramLabel = "ID", description = "The migration")
  private String id = "";

  @Override
  protected void ask(ControllerClient client) {
    client.cancel(id);
    Migration migration = client.follow(id, Clock.systemUTC(), news -> {});
    if (migration.state() != MigrationState.ABORTED) {
      throw new CommandException(
          ExitCode.FAILURE,
          "migration %s ended as %s: see 'dray migration show %s'"
              .formatted(id, migration.state(), id));
    }
    print(
        migration,
        one ->
            out().printf("%s is cancelled: %s stays on %s%n", id, one.container(), one.source()));
  }
}
