package io.drayage.cli.policy;

import picocli.CommandLine.Command;

/** Commands about the policy by which moves are allowed. */
@Command(
    name = "policy",
    description = "Ask whether a move would be allowed, and why.",
    subcommands = {TestCommand.class, GroupsCommand.class})
public final class PolicyCommand {}
