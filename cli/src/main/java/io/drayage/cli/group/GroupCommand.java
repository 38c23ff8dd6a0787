package io.drayage.cli.group;

import picocli.CommandLine.Command;

/** Commands about groups of moves. */
@Command(
    name = "group",
    description = "Move containers as one, look at such groups, or cancel one.",
    subcommands = {PsCommand.class, ShowCommand.class, CancelCommand.class, MoveCommand.class})
public final class GroupCommand {}
