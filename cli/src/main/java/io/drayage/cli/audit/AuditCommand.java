package io.drayage.cli.audit;

import picocli.CommandLine.Command;

/** Commands about the audit log. */
@Command(
    name = "audit",
    description = "Show what a controller decided and did, and find what was tampered with.",
    subcommands = {VerifyCommand.class, ShowCommand.class, HeadCommand.class})
public final class AuditCommand {}
