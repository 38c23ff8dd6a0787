package io.drayage.cli.host;

import picocli.CommandLine.Command;

/** Commands about one host. */
@Command(
    name = "host",
    description = "Enrol hosts.",
    subcommands = {TokenCommand.class})
public final class HostCommand {}
