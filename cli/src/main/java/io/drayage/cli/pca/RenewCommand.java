package io.drayage.cli.pca;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Issues a certificate like another again. */
@Command(
    name = "renew",
    description = "Issue a certificate like another again, from now on and for as long.")
final class RenewCommand extends AuthorityCommand {
  @Parameters(paramLabel = "SERIAL", description = "The certificate")
  private String serial = "";

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "The host's new TLS certificate, PEM, if it has a new key")
  private Optional<Path> certificate = Optional.empty();

  @Mixin private PasswordOption password = new PasswordOption();

  @Override
  protected void run() {
    var holder = Given.value(() -> certificate.map(HolderFile::read));
    var issued = password.with(secret -> authority().renew(serial, holder, secret));
    print(IssuedPrinter.View.of(issued), view -> IssuedPrinter.one(out(), view));
  }
}
