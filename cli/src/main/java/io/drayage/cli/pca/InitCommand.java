package io.drayage.cli.pca;

import io.drayage.trust.pca.AuthorityTimes;
import io.drayage.trust.pca.PrivacyAuthority;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes an authority. */
@Command(
    name = "init",
    description = "Make an authority: its root, its first issuer and its revocation lists.")
final class InitCommand extends AuthorityCommand {
  @Parameters(paramLabel = "NAME", description = "What to call it, for example 'Acme PCA'")
  private String name = "";

  @Mixin private PasswordOption password = new PasswordOption();

  private record Made(String name, String directory, String root, String lists, Instant until) {}

  @Override
  protected void run() {
    PrivacyAuthority made =
        password.withNew(secret ->
            PrivacyAuthority.create(directory(), name, secret, AuthorityTimes.DEFAULT, clock()));
    print(
        new Made(
            made.root().getSubjectX500Principal().getName(),
            directory().toString(),
            made.rootFile().toString(),
            made.listsFile().toString(),
            made.root().getNotAfter().toInstant()),
        one -> {
          out().println("made " + one.name() + ", which holds until " + one.until());
          out().println("give verifiers " + one.root() + " and, each day, " + one.lists());
        });
  }
}
