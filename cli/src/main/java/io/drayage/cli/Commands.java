package io.drayage.cli;

import io.drayage.cli.lab.LabCommand;
import picocli.CommandLine;

/** Every command of {@code dray}: the one place where they are registered. */
public final class Commands {
  private Commands() {}

  /** A new command line with all commands. Not for use by several threads. */
  public static CommandLine tree() {
    return new CommandLine(new DrayCommand())
        .addSubcommand(new LabCommand())
        .addSubcommand(new CompletionCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Errors::badUsage)
        .setExecutionExceptionHandler(Errors::failed);
  }
}
