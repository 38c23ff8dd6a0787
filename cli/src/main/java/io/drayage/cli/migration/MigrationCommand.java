package io.drayage.cli.migration;

import picocli.CommandLine.Command;

/** Commands about one migration. */
@Command(
    name = "migration",
    description = "Look at a migration.",
    subcommands = {ShowCommand.class})
public final class MigrationCommand {}
