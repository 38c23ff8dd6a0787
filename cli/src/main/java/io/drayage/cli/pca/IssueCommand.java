package io.drayage.cli.pca;

import picocli.CommandLine.Command;

/** Issues attribute certificates. */
@Command(
    name = "issue",
    description = "Issue a certificate of where a host stands, or of where a container may be.",
    subcommands = {IssueHostCommand.class, IssueContainerCommand.class})
final class IssueCommand {}
