package io.drayage.cli.pca;

import io.drayage.trust.attribute.Attributes.HostPlace;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.pca.PrivacyAuthority;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Issues a host's certificate. */
@Command(name = "host", description = "Attest where a host stands and whom it serves.")
final class IssueHostCommand extends AuthorityCommand {
  @Parameters(paramLabel = "NAME", description = "The host")
  private String name = "";

  @Option(
      names = "--certificate",
      required = true,
      paramLabel = "FILE",
      description = "The host's TLS certificate, PEM: the attributes are bound to its key")
  private Path certificate = Path.of("");

  @Option(
      names = "--country",
      required = true,
      paramLabel = "CODE",
      description = "Where it stands: ISO 3166-1, two letters")
  private String country = "";

  @Mixin private IssueOptions options = new IssueOptions();
  @Mixin private PasswordOption password = new PasswordOption();

  @Override
  protected void run() {
    var request =
        Given.value(() ->
            new PrivacyAuthority.Request(
                name,
                HolderFile.read(certificate),
                new HostPlace(new CountryCode(country), options.organisations()),
                options.validity(),
                options.targets()));
    var issued = password.with(secret -> authority().issue(request, secret));
    print(IssuedPrinter.View.of(issued), view -> IssuedPrinter.one(out(), view));
  }
}
