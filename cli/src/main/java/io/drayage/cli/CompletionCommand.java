package io.drayage.cli;

import io.drayage.cli.exit.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a shell's completion script for every command and option. */
@Command(
    name = "completion",
    description = "Print a completion script: source <(dray completion bash)")
final class CompletionCommand implements Callable<Integer> {
  enum Shell {
    BASH
  }

  @Parameters(
      paramLabel = "SHELL",
      description = "The shell; zsh reads bash's: ${COMPLETION-CANDIDATES}")
  private Shell shell = Shell.BASH;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var root = spec.root().commandLine();
    switch (shell) {
      case BASH -> root.getOut().print(AutoComplete.bash(root.getCommandName(), root));
    }
    root.getOut().flush();
    return ExitCode.OK.code();
  }
}
