package io.drayage.cli.migration;

import io.drayage.api.ResolveRequest;
import io.drayage.api.client.ControllerClient;
import io.drayage.cli.cluster.ClusterCommand;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.output.Terminal;
import io.drayage.model.migration.Migration;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has an operator's word in the place of a proof that nobody can give. */
@Command(
    name = "resolve",
    description =
        "Decide who owns a committed container whose migration cannot end, because a host is lost.")
final class ResolveCommand extends ClusterCommand {
  @Parameters(paramLabel = "ID", description = "The migration")
  private String id = "";

  @Option(
      names = "--owner",
      required = true,
      paramLabel = "HOST",
      description = "Who owns the container from now on: the migration's source or destination")
  private String owner = "";

  @Option(names = "--yes", description = "Do not ask; needed without a terminal")
  private boolean yes;

  @Override
  protected void ask(ControllerClient client) {
    Migration migration = client.migration(id);
    confirm(risk(migration));
    Migration resolved = client.resolve(id, new ResolveRequest(owner));
    print(resolved, one -> out().printf("%s owns %s from now on%n", owner, one.container()));
  }

  private String risk(Migration migration) {
    String other = owner.equals(migration.source()) ? migration.destination() : migration.source();
    return owner.equals(migration.source())
        ? "if %s ran %s, what it answered clients there is lost, and two copies run until its agent is back: make sure that %s is off"
            .formatted(other, migration.container(), other)
        : "what %s still holds of %s is removed when its agent is back"
            .formatted(other, migration.container());
  }

  private void confirm(String risk) {
    PrintWriter err = err();
    err.println("warning: " + risk);
    err.flush();
    if (yes) {
      return;
    }
    if (!Terminal.attached()) {
      throw new CommandException(
          ExitCode.USAGE, "nobody can be asked here: give --yes to decide all the same");
    }
    String answer =
        Optional.ofNullable(System.console())
            .map(console -> console.readLine("Let %s own it? Type yes: ", owner))
            .orElse("");
    if (!answer.equals("yes")) {
      throw new CommandException(ExitCode.FAILURE, "nothing was decided: yes was not typed");
    }
  }
}
