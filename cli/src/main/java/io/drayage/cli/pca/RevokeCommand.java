package io.drayage.cli.pca;

import io.drayage.trust.pca.RevocationReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a certificate back. */
@Command(
    name = "revoke",
    description = "Take a certificate back, and publish new revocation lists.")
final class RevokeCommand extends AuthorityCommand {
  @Parameters(paramLabel = "SERIAL", description = "The certificate")
  private String serial = "";

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      defaultValue = "UNSPECIFIED",
      description = "Why: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private RevocationReason reason = RevocationReason.UNSPECIFIED;

  @Mixin private PasswordOption password = new PasswordOption();

  @Override
  protected void run() {
    var revoked = password.with(secret -> authority().revoke(serial, reason, secret));
    print(
        revoked,
        one ->
            out()
                .printf(
                    "took back certificate %s of %s %s; give verifiers %s%n",
                    one.serial(), one.kind(), one.name(), authority().listsFile()));
  }
}
