package io.drayage.cli.migration;

import picocli.CommandLine.Command;

/** Commands about one migration. */
@Command(
    name = "migration",
    description = "Look at a migration, cancel it, or decide about it.",
    subcommands = {ShowCommand.class, CancelCommand.class, ResolveCommand.class})
public final class MigrationCommand {}
