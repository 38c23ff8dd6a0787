package io.drayage.trust.external;

import io.drayage.trust.attribute.Attributes;
import io.drayage.trust.attribute.Attributes.HostPlace;
import io.drayage.trust.attribute.Attributes.Regulation;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.attribute.OrganisationCode;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.policy.CertificateReference;
import io.drayage.trust.policy.ContainerEvidence;
import io.drayage.trust.policy.HostEvidence;
import io.drayage.trust.policy.MoveQuestion;
import io.drayage.trust.policy.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What an external policy is told: only what was verified, and no secret. docs/policy.md has its
 * form.
 */
record Input(
    String moment,
    Optional<String> migration,
    Container container,
    Host source,
    Host destination,
    List<Host> path,
    List<CertificateReference> certificates) {
  /** A container; {@code regulation} is absent when it has none. */
  record Container(String name, String binding, Optional<Allowed> regulation) {}

  /** What a Regulation lists. */
  record Allowed(List<String> countries, List<String> groups, List<String> organisations) {}

  /** A host, by its attribute certificate. */
  record Host(String name, String key, Optional<String> country, List<String> organisations) {}

  static Input of(MoveQuestion question, Verdict.Allowed allowed, Occasion occasion) {
    return new Input(
        occasion.moment(),
        occasion.migration(),
        container(question.container()),
        host(question.source()),
        host(question.destination()),
        question.path().stream().map(Input::host).toList(),
        allowed.certificates());
  }

  private static Container container(ContainerEvidence container) {
    Optional<Allowed> regulation =
        container
            .regulation()
            .map(Input::attributes)
            .filter(Regulation.class::isInstance)
            .map(Regulation.class::cast)
            .map(one ->
                new Allowed(
                    one.countries().countries().stream().map(CountryCode::code).toList(),
                    List.copyOf(one.countries().groups()),
                    codes(one.organisations())));
    return new Container(container.name(), container.binding().hex(), regulation);
  }

  private static Host host(HostEvidence host) {
    Optional<HostPlace> place =
        host.credential()
            .map(Input::attributes)
            .filter(HostPlace.class::isInstance)
            .map(HostPlace.class::cast);
    return new Host(
        host.name(),
        host.key().hex(),
        place.map(one -> one.country().code()),
        place.map(one -> codes(one.organisations())).orElse(List.of()));
  }

  private static Attributes attributes(Credential credential) {
    return credential.certificate().attributes();
  }

  private static List<String> codes(Collection<OrganisationCode> organisations) {
    return organisations.stream().map(OrganisationCode::code).toList();
  }
}
