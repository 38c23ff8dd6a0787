package io.drayage.cli.host;

import picocli.CommandLine.Command;

/** Commands about one host. */
@Command(
    name = "host",
    description = "Enrol hosts, and undo a drain.",
    subcommands = {TokenCommand.class, UndrainCommand.class})
public final class HostCommand {}
