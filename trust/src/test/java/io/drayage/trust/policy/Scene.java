package io.drayage.trust.policy;

import io.drayage.trust.MovableClock;
import io.drayage.trust.TestAuthority;
import io.drayage.trust.attribute.Attributes;
import io.drayage.trust.attribute.Attributes.HostPlace;
import io.drayage.trust.attribute.Attributes.Regulation;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.attribute.Holder;
import io.drayage.trust.attribute.OrganisationCode;
import io.drayage.trust.attribute.Targets;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.country.CountryList;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.pca.AuthorityTimes;
import io.drayage.trust.pca.PrivacyAuthority;
import io.drayage.trust.revocation.RevocationLists;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Two hosts in Spain and the United States, one in Germany, a container that is EU-only, a PCA. */
public final class Scene {
  public static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  public static final String CONTROLLER = "drayage:controller:main";
  public static final ContainerBinding REDIS =
      new ContainerBinding("redis", "sha256:" + "ab".repeat(32));
  static final Duration MONTH = Duration.ofDays(30);

  public final MovableClock clock = new MovableClock(NOW);
  public final PrivacyAuthority pca;
  public final CertificateAuthority enrolment;
  public final Identity madrid;
  public final Identity frankfurt;
  public final Identity virginia;
  public Credential inMadrid;
  public Credential inFrankfurt;
  public Credential inVirginia;
  public Credential euOnly;
  private final Path directory;

  public Scene(Path directory) {
    this.directory = directory;
    enrolment = TestAuthority.create(directory, clock);
    madrid = TestAuthority.host(enrolment, "gcp-madrid-1");
    frankfurt = TestAuthority.host(enrolment, "aws-frankfurt-1");
    virginia = TestAuthority.host(enrolment, "aws-virginia-1");
    pca = authority("pca", clock);
    inMadrid = place(pca, madrid, "ES", "acme");
    inFrankfurt = place(pca, frankfurt, "DE", "acme");
    inVirginia = place(pca, virginia, "US", "acme");
    euOnly = regulation(pca, REDIS, List.of("EU"), "acme");
  }

  public PrivacyAuthority authority(String name, Clock at) {
    return PrivacyAuthority.create(
        directory.resolve(name), name, password(), AuthorityTimes.DEFAULT, at);
  }

  public static char[] password() {
    return "correct horse".toCharArray();
  }

  public static SortedSet<OrganisationCode> organisations(String... codes) {
    return Arrays.stream(codes)
        .map(OrganisationCode::new)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  public static Holder key(Identity host) {
    return new Holder.Key(KeyFingerprint.of(host.certificate()));
  }

  public static Credential place(
      PrivacyAuthority by, Identity host, String country, String... organisations) {
    return issue(
        by,
        key(host),
        new HostPlace(new CountryCode(country), organisations(organisations)),
        Optional.empty());
  }

  public static Credential regulation(
      PrivacyAuthority by, ContainerBinding binding, List<String> groups, String... organisations) {
    return issue(
        by,
        new Holder.Container(binding.digest()),
        new Regulation(CountryList.of(List.of(), groups), organisations(organisations)),
        Optional.empty());
  }

  public static Credential issue(
      PrivacyAuthority by, Holder holder, Attributes attributes, Optional<Targets> targets) {
    return by.issue(
            new PrivacyAuthority.Request("any", holder, attributes, MONTH, targets), password())
        .credential();
  }

  public ProtectionRules rules() {
    return ProtectionRules.trusting(
        List.of(TrustedIssuer.fully("pca", pca.root())), Set.of(CONTROLLER));
  }

  public RevocationLists lists() {
    return pca.lists();
  }

  public static HostEvidence host(Identity identity, Credential credential) {
    return HostEvidence.of(
        identity.subject().name(), identity.certificate(), Optional.of(credential));
  }

  public MoveQuestion to(HostEvidence destination) {
    return to(ContainerEvidence.regulated(REDIS, euOnly), destination);
  }

  public MoveQuestion to(ContainerEvidence container, HostEvidence destination) {
    return new MoveQuestion(container, host(madrid, inMadrid), destination, List.of(), lists());
  }

  public Verdict decide(MoveQuestion question) {
    return decide(rules(), question);
  }

  public Verdict decide(ProtectionRules rules, MoveQuestion question) {
    return new Protection(rules, clock).decide(question);
  }
}
