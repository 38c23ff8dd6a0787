package io.drayage.cli.lab;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the lab's commands: does nothing itself. */
@Command(
    name = "lab",
    description = "Several hosts of several clouds on this machine, to try Drayage on.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {UpCommand.class, DownCommand.class, StatusCommand.class, ExecCommand.class})
public final class LabCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
