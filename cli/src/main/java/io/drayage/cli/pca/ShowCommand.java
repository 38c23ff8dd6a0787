package io.drayage.cli.pca;

import io.drayage.trust.attribute.AttributeCertificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one certificate. */
@Command(name = "show", description = "Show one certificate, in words and as PEM.")
final class ShowCommand extends AuthorityCommand {
  @Parameters(paramLabel = "SERIAL", description = "The certificate")
  private String serial = "";

  private record Shown(
      String serial,
      String issuer,
      String state,
      String kind,
      String name,
      String says,
      String holder,
      List<String> targets,
      Instant notBefore,
      Instant notAfter,
      Optional<Instant> revokedAt,
      String pem) {}

  @Override
  protected void run() {
    var issued = authority().show(serial);
    AttributeCertificate certificate = issued.credential().certificate();
    print(
        new Shown(
            issued.entry().serial(),
            certificate.issuer().getName(),
            issued.entry().state(clock().instant()),
            issued.entry().kind(),
            issued.entry().name(),
            issued.entry().says(),
            certificate.holder().inWords(),
            certificate.targets().map(targets -> List.copyOf(targets.uris())).orElse(List.of()),
            certificate.notBefore(),
            certificate.notAfter(),
            issued.entry().revokedAt(),
            issued.credential().pem()),
        this::show);
  }

  private void show(Shown shown) {
    out().printf("%s %s %s%n", shown.kind(), shown.name(), shown.says());
    out().println("serial:  " + shown.serial());
    out().println("issuer:  " + shown.issuer());
    out().println("holder:  " + shown.holder());
    out().println("holds:   " + shown.notBefore() + " to " + shown.notAfter());
    out()
        .println(
            "targets: " + (shown.targets().isEmpty() ? "-" : String.join(", ", shown.targets())));
    out()
        .println(
            "state:   " + shown.state() + shown.revokedAt().map(at -> " since " + at).orElse(""));
    out().print(shown.pem());
  }
}
