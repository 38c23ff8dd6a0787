package io.drayage.cli.pca;

import picocli.CommandLine.Command;

/** Commands of the Privacy Certificate Authority. */
@Command(
    name = "pca",
    description = "Keep a Privacy Certificate Authority: who may have what, and where.",
    subcommands = {
      InitCommand.class,
      IssueCommand.class,
      RenewCommand.class,
      RevokeCommand.class,
      ListCommand.class,
      ShowCommand.class,
      CrlCommand.class,
      RollCommand.class
    })
public final class PcaCommand {}
