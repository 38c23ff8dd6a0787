package io.drayage.cli.pca;

import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes the issuing key. */
@Command(
    name = "roll",
    description =
        "Sign with a new issuing key from now on; what the old one signed goes on counting.")
final class RollCommand extends AuthorityCommand {
  @Option(
      names = "--compromised",
      description = "The old key is known to others: take back all that it signed")
  private boolean compromised;

  @Mixin private PasswordOption password = new PasswordOption();

  private record Rolled(String issuer, Instant until) {}

  @Override
  protected void run() {
    var certificate = password.with(secret -> authority().roll(compromised, secret));
    print(
        new Rolled(
            certificate.getSubjectX500Principal().getName(), certificate.getNotAfter().toInstant()),
        one -> {
          out().println(one.issuer() + " signs from now on, until " + one.until());
          out().println("give verifiers " + authority().listsFile());
        });
  }
}
