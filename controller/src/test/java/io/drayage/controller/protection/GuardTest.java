package io.drayage.controller.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.agents.ScriptedAgents;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.host.Host;
import io.drayage.model.migration.Figures;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.Attributes;
import io.drayage.trust.attribute.Attributes.HostPlace;
import io.drayage.trust.attribute.Attributes.Regulation;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.attribute.Holder;
import io.drayage.trust.attribute.OrganisationCode;
import io.drayage.trust.audit.Audit;
import io.drayage.trust.audit.AuditEvent;
import io.drayage.trust.audit.AuditKind;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.country.CountryList;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.pca.AuthorityTimes;
import io.drayage.trust.pca.PrivacyAuthority;
import io.drayage.trust.pca.RevocationReason;
import io.drayage.trust.permit.Permits;
import io.drayage.trust.permit.Permits.Act;
import io.drayage.trust.permit.Permits.Role;
import io.drayage.trust.policy.HostEvidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final String IMAGE = "sha256:" + "ab".repeat(32);
  private static final TreeSet<OrganisationCode> ACME =
      new TreeSet<>(List.of(new OrganisationCode("acme")));

  private final ScriptedAgents agents = new ScriptedAgents();
  private final List<AuditEvent> audited = new ArrayList<>();
  private Audit audit = audited::add;
  private @TempDir Path directory;
  private PrivacyAuthority pca;
  private TestSigner authority;
  private Path policy;
  private AgentConnection madrid;
  private AgentConnection frankfurt;
  private AgentConnection virginia;
  private Identity frankfurtKey;
  private Identity madridKey;
  private String frankfurtSerial = "";
  private String euOnly;

  @BeforeEach
  void enrol() throws IOException {
    authority = new TestSigner(directory, CLOCK);
    pca =
        PrivacyAuthority.create(
            directory.resolve("pca"), "pca", password(), AuthorityTimes.DEFAULT, CLOCK);
    policy =
        Files.writeString(
            directory.resolve("policy.yaml"),
            """
            authorities:
              - name: acme
                root: pca/root.pem
                lists: pca/crl.pem
            """);
    madridKey = authority.host("madrid");
    frankfurtKey = authority.host("frankfurt");
    madrid = connect("madrid", "ES", madridKey);
    virginia = connect("virginia", "US", authority.host("virginia"));
    frankfurt = connect("frankfurt", "DE", frankfurtKey);
    euOnly =
        issue(
                new Holder.Container(new ContainerBinding("redis", IMAGE).digest()),
                new Regulation(CountryList.of(List.of(), List.of("EU")), ACME))
            .credential()
            .pem();
  }

  @Test
  void refusesAContainerThatMayNotBeThere() {
    assertThatThrownBy(() -> guard().requireAllowed(redis(), madrid, virginia))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("it stands in United States (US)")
        .hasMessageContaining("may only be in EU");
  }

  @Test
  void aRegulatedContainerStartsWhereItMayBeOnly() {
    guard().requireStart(redis(), frankfurt);

    assertThatThrownBy(() -> guard().requireStart(redis(), virginia))
        .isInstanceOf(TrustException.class)
        .hasMessageStartingWith("The policy refuses to start it there: ")
        .hasMessageContaining("may only be in EU");
  }

  @Test
  void explainsWhatItWouldDecideAndRecordsNothing() {
    var refused = guard().explain(redis(), madrid, virginia);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.explanation())
        .startsWith("REFUSED: container redis from host madrid to host virginia")
        .contains("The rule: a container may only be in the countries that its Regulation lists.")
        .anyMatch(line -> line.contains("issued by:"));
    assertThat(guard().explain(redis(), madrid, frankfurt).allowed()).isTrue();
    assertThat(audited).isEmpty();
  }

  @Test
  void givesAPermitForThisMigrationAndTheseTwoKeysOnly() {
    guard().requireAllowed(redis(), madrid, frankfurt);
    String permit = guard().clear(migration(), redis()).permit();
    Permits held = new Permits(() -> authority.controller().authority(), CLOCK);

    assertThat(held.require(permit, receiving("m1")).certificates()).hasSize(3);
    assertThatThrownBy(() -> held.require(permit, receiving("m2")))
        .hasMessageContaining("for the migration m1");
  }

  @Test
  void refusesAtTheCommitWhatWasRevokedMeanwhile() {
    Clearance clearance = guard().clear(migration(), redis());
    assertThatCode(clearance::confirm).doesNotThrowAnyException();

    var _ = pca.revoke(frankfurtSerial, RevocationReason.AFFILIATION_CHANGED, password());

    assertThatThrownBy(clearance::confirm)
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("host frankfurt");
  }

  @Test
  void refusesAHostThatShowsNothing() {
    var paris = agents.connect(new Host("paris", "aws", "eu", "FR", "192.0.2.7", 1L << 30));

    assertThatThrownBy(() -> guard().requireAllowed(redis(), madrid, paris))
        .hasMessageContaining("it shows no certificate of where it stands");
  }

  @Test
  void refusesToTakeAHostsWordForItsCountry() throws IOException {
    var liar =
        agents.connect(
            new Host("liar", "aws", "us", "DE", "192.0.2.8", 1L << 30),
            evidence("liar", authority.host("liar"), "US"));

    assertThatThrownBy(() -> guard().requireAllowed(redis(), madrid, liar))
        .hasMessageContaining("it stands in United States (US)");
  }

  @Test
  void refusesEverythingWhenThePolicyCannotBeRead() throws IOException {
    Guard guard = guard();
    Files.writeString(policy, "authorities: [");

    assertThatThrownBy(() -> guard.requireAllowed(redis(), madrid, frankfurt))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("nothing may move");
  }

  @Test
  void refusesEverythingWhenAListIsGone() throws IOException {
    Guard guard = guard();
    Files.delete(pca.listsFile());

    assertThatThrownBy(() -> guard.requireAllowed(redis(), madrid, frankfurt))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void stillSignsPermitsWithoutAPolicy() {
    Guard guard =
        new Guard(Optional.empty(), agents.registry(), authority.controller(), audit, CLOCK);
    String permit = guard.clear(migration(), redis()).permit();

    assertThat(
            new Permits(() -> authority.controller().authority(), CLOCK)
                .require(permit, receiving("m1"))
                .certificates())
        .isEmpty();
  }

  @Test
  void writesDownWhatItAllowedAndWhatItRefused() {
    Guard guard = guard();
    guard.requireAllowed(redis(), madrid, frankfurt);
    assertThatThrownBy(() -> guard.requireAllowed(redis(), madrid, virginia))
        .isInstanceOf(TrustException.class);

    assertThat(audited).hasSize(2);
    assertThat(audited.getFirst().kind()).isEqualTo(AuditKind.VERDICT_ALLOWED);
    assertThat(audited.getFirst().actor()).isEqualTo("administrator");
    assertThat(audited.getFirst().details().get("certificates")).contains(frankfurtSerial);
    assertThat(audited.getLast().kind()).isEqualTo(AuditKind.VERDICT_REFUSED);
    assertThat(audited.getLast().container()).contains("redis");
    assertThat(audited.getLast().details())
        .containsEntry("moment", "admission")
        .containsEntry("destination", "virginia")
        .containsEntry("rules", "country");
    assertThat(audited.getLast().details().get("why")).contains("may only be in EU");
  }

  @Test
  void writesAPermitDownBeforeItGivesIt() {
    var _ = guard().clear(migration(), redis());

    assertThat(audited.stream().map(AuditEvent::kind))
        .containsExactly(AuditKind.VERDICT_ALLOWED, AuditKind.PERMIT_ISSUED);
    AuditEvent permit = audited.getLast();
    assertThat(permit.migration()).contains("m1");
    assertThat(permit.details())
        .containsEntry("epoch", "2")
        .containsEntry("destination key", KeyFingerprint.of(frankfurtKey.certificate()).hex());
  }

  @Test
  void givesNoPermitThatCannotBeWrittenDown() {
    audit =
        event -> {
          if (event.kind() == AuditKind.PERMIT_ISSUED) {
            throw new TrustException("The audit log cannot be written");
          }
        };
    assertThatThrownBy(() -> guard().clear(migration(), redis()))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("The audit log cannot be written");
  }

  @Test
  void writesARevocationDownOnceAndEachRefusalThatFollowsFromIt() {
    Clearance clearance = guard().clear(migration(), redis());
    clearance.recheck();
    audited.clear();
    var _ = pca.revoke(frankfurtSerial, RevocationReason.AFFILIATION_CHANGED, password());

    assertThatThrownBy(clearance::recheck).isInstanceOf(TrustException.class);
    assertThatThrownBy(clearance::recheck).isInstanceOf(TrustException.class);

    assertThat(audited.stream().map(AuditEvent::kind))
        .containsExactly(
            AuditKind.REVOCATION_SEEN, AuditKind.VERDICT_REFUSED, AuditKind.VERDICT_REFUSED);
    assertThat(audited.getFirst().details()).containsEntry("certificate", frankfurtSerial);
  }

  @Test
  void doesNotWriteEachGoodRecheckDown() {
    Clearance clearance = guard().clear(migration(), redis());
    audited.clear();
    clearance.recheck();
    assertThat(audited).isEmpty();
  }

  @Test
  void writesDownThatThePolicyCouldNotBeRead() throws IOException {
    Guard guard = guard();
    Files.writeString(policy, "authorities: [");
    assertThatThrownBy(() -> guard.requireAllowed(redis(), madrid, frankfurt))
        .isInstanceOf(TrustException.class);

    assertThat(audited).hasSize(1);
    assertThat(audited.getFirst().details().get("why")).contains("nothing may move");
  }

  private Guard guard() {
    return new Guard(Optional.of(policy), agents.registry(), authority.controller(), audit, CLOCK);
  }

  private Act receiving(String migration) {
    return new Act(
        migration,
        2,
        new ContainerBinding("redis", IMAGE),
        Role.DESTINATION,
        KeyFingerprint.of(frankfurtKey.certificate()),
        Optional.of(KeyFingerprint.of(madridKey.certificate())));
  }

  private static Migration migration() {
    return new Migration(
        "m1",
        "redis",
        "madrid",
        "frankfurt",
        Mode.COLD,
        MigrationState.REQUESTED,
        2,
        Instant.now(),
        List.of(),
        Figures.NONE,
        "");
  }

  private ContainerSpec redis() {
    return new ContainerSpec(
        "redis",
        IMAGE,
        List.of("sha256:" + "1".repeat(64)),
        List.of("redis-server"),
        List.of(),
        "/",
        "",
        List.of(),
        0,
        "10.96.128.1",
        Map.of(),
        Optional.empty(),
        Optional.of(euOnly));
  }

  private AgentConnection connect(String name, String country, Identity identity) {
    return agents.connect(
        new Host(name, "cloud", "region", country, "192.0.2.1", 1L << 30),
        evidence(name, identity, country));
  }

  private HostEvidence evidence(String name, Identity identity, String country) {
    PrivacyAuthority.Issued issued =
        issue(
            new Holder.Key(KeyFingerprint.of(identity.certificate())),
            new HostPlace(new CountryCode(country), ACME));
    if (name.equals("frankfurt")) {
      frankfurtSerial = issued.entry().serial();
    }
    return HostEvidence.of(name, identity.certificate(), Optional.of(issued.credential()));
  }

  private PrivacyAuthority.Issued issue(Holder holder, Attributes attributes) {
    return pca.issue(
        new PrivacyAuthority.Request(
            "any", holder, attributes, Duration.ofDays(30), Optional.empty()),
        password());
  }

  private static char[] password() {
    return "correct horse".toCharArray();
  }
}
