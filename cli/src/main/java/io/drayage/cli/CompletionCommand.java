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
  /** Asks the controller for the names of applications, where one belongs. */
  private static final String APPLICATIONS =
      """

      _dray_or_application() {
        local word="${COMP_WORDS[COMP_CWORD]}"
        if [[ "${COMP_WORDS[1]}" == app && "${COMP_WORDS[2]}" =~ ^(show|rm)$ && "$word" != -* ]]; then
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" app ps --quiet 2>/dev/null)" -- "$word"))
        else
          _complete_dray
        fi
      }
      complete -F _dray_or_application -o default dray dray.sh dray.bash
      """;

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
      case BASH -> {
        root.getOut().print(AutoComplete.bash(root.getCommandName(), root));
        root.getOut().print(APPLICATIONS);
      }
    }
    root.getOut().flush();
    return ExitCode.OK.code();
  }
}
