package io.drayage.cli.app;

import picocli.CommandLine.Command;

/** Commands about applications. */
@Command(
    name = "app",
    description = "Run and move applications of several containers.",
    subcommands = {
      ApplyCommand.class,
      PsCommand.class,
      ShowCommand.class,
      MigrateCommand.class,
      RmCommand.class
    })
public final class AppCommand {}
