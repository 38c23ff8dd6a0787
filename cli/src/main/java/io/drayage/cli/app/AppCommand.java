package io.drayage.cli.app;

import picocli.CommandLine.Command;

/** Commands about applications. */
@Command(
    name = "app",
    description = "Run applications of several containers.",
    subcommands = {ApplyCommand.class, PsCommand.class, ShowCommand.class, RmCommand.class})
public final class AppCommand {}
