package io.drayage.cli.pca;

import io.drayage.trust.attribute.Attributes.Regulation;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.attribute.Holder;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.country.CountryGroups;
import io.drayage.trust.country.CountryList;
import io.drayage.trust.pca.PrivacyAuthority;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Issues a container's Regulation. */
@Command(name = "container", description = "Attest where a container may be and who may use it.")
final class IssueContainerCommand extends AuthorityCommand {
  @Parameters(paramLabel = "NAME", description = "The container")
  private String name = "";

  @Option(
      names = "--image",
      required = true,
      paramLabel = "ID",
      description = "Its image's id, sha256:…, as dray inspect shows it")
  private String image = "";

  @Option(
      names = "--country",
      split = ",",
      paramLabel = "CODE",
      description = "A country that it may be in: ISO 3166-1, two letters; repeat it")
  private List<String> countries = List.of();

  @Option(
      names = "--group",
      split = ",",
      paramLabel = "NAME",
      description = "A group of countries that it may be in: EU, EEA, EFTA, adequacy; repeat it")
  private List<String> groups = List.of();

  @Mixin private IssueOptions options = new IssueOptions();
  @Mixin private PasswordOption password = new PasswordOption();

  @Override
  protected void run() {
    PrivacyAuthority.Request request = Given.value(this::request);
    var issued = password.with(secret -> authority().issue(request, secret));
    print(IssuedPrinter.View.of(issued), view -> IssuedPrinter.one(out(), view));
  }

  private PrivacyAuthority.Request request() {
    CountryGroups known = CountryGroups.builtIn();
    groups.forEach(group -> {
      var _ = known.require(group);
    });
    return new PrivacyAuthority.Request(
        name,
        new Holder.Container(new ContainerBinding(name, image).digest()),
        new Regulation(
            CountryList.of(countries.stream().map(CountryCode::new).toList(), groups),
            options.organisations()),
        options.validity(),
        options.targets());
  }
}
