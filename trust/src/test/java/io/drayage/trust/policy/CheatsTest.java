package io.drayage.trust.policy;

import static io.drayage.trust.policy.Scene.host;
import static io.drayage.trust.policy.Scene.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.AttributeCertificate;
import io.drayage.trust.attribute.AttributeForm;
import io.drayage.trust.attribute.Attributes.HostPlace;
import io.drayage.trust.attribute.Attributes.Regulation;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.attribute.Holder;
import io.drayage.trust.attribute.Targets;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.country.CountryList;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.pca.AuthorityTimes;
import io.drayage.trust.pca.PrivacyAuthority;
import io.drayage.trust.pca.RevocationReason;
import io.drayage.trust.revocation.RevocationList;
import io.drayage.trust.revocation.RevocationLists;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to get an EU-only container to a host in Virginia, or a false certificate accepted. */
class CheatsTest {
  @TempDir Path directory;
  private Scene scene;

  @BeforeEach
  void makeScene() {
    scene = new Scene(directory);
  }

  @Test
  void showingFrankfurtsCertificateAsVirginias() {
    refused(scene.to(host(scene.virginia, scene.inFrankfurt)), Rule.HOLDER);
  }

  @Test
  void showingNoCertificate() {
    HostEvidence bare =
        HostEvidence.of("aws-virginia-1", scene.virginia.certificate(), Optional.empty());

    refused(scene.to(bare), Rule.PRESENT);
  }

  @Test
  void withholdingTheRegulation() {
    var stripped = new ContainerEvidence("redis", Scene.REDIS.digest(), true, Optional.empty());

    refused(scene.to(stripped, host(scene.frankfurt, scene.inFrankfurt)), Rule.PRESENT);
  }

  @Test
  void showingAnotherContainersRegulation() {
    Credential other =
        Scene.issue(
            scene.pca,
            new Holder.Container(new ContainerBinding("web", Scene.REDIS.image()).digest()),
            worldwide(),
            Optional.empty());

    refused(with(other), Rule.HOLDER);
  }

  @Test
  void showingTheRegulationOfAnotherImageOfThatName() {
    Credential other =
        Scene.issue(
            scene.pca,
            new Holder.Container(
                new ContainerBinding("redis", "sha256:" + "cd".repeat(32)).digest()),
            worldwide(),
            Optional.empty());

    refused(with(other), Rule.HOLDER);
  }

  @Test
  void showingAHostsCertificateAsARegulation() {
    refused(with(scene.inFrankfurt), Rule.PURPOSE, Rule.HOLDER);
  }

  @Test
  void showingARegulationAsAHostsCertificate() {
    refused(scene.to(host(scene.virginia, scene.euOnly)), Rule.PURPOSE, Rule.HOLDER);
  }

  @Test
  void issuingOneByAnAuthorityThatNobodyTrusts() {
    PrivacyAuthority own = scene.authority("own", scene.clock);
    Credential forged = Scene.place(own, scene.virginia, "DE", "acme");

    refused(scene.to(host(scene.virginia, forged)), Rule.ISSUER);
  }

  @Test
  void issuingOneByAnAuthorityOfTheSameName() {
    PrivacyAuthority twin = twin();
    Credential forged = Scene.place(twin, scene.virginia, "DE", "acme");

    assertThat(forged.certificate().issuer()).isEqualTo(scene.inMadrid.certificate().issuer());
    refused(scene.to(host(scene.virginia, forged)), Rule.ISSUER);
  }

  @Test
  void showingTheTrueIssuersCertificateWithAForgedOne() {
    Credential forged = Scene.place(twin(), scene.virginia, "DE", "acme");
    Credential mixed = new Credential(forged.certificate(), scene.inMadrid.issuers());

    refused(scene.to(host(scene.virginia, mixed)), Rule.SIGNATURE);
  }

  @Test
  void issuingOneByTheHostsOwnKey() {
    Credential own =
        new Credential(
            form(scene.virginia, "DE").sign(scene.virginia.certificate(), scene.virginia.key()),
            List.of(scene.virginia.certificate()));

    refused(scene.to(host(scene.virginia, own)), Rule.ISSUER);
  }

  @Test
  void issuingOneByAHostsKeyWhoseEnrolmentAuthorityIsTrusted() {
    ProtectionRules rules =
        ProtectionRules.trusting(
            List.of(
                TrustedIssuer.fully("pca", scene.pca.root()),
                TrustedIssuer.fully("enrolment", scene.enrolment.certificate())),
            Set.of());
    Credential own =
        new Credential(
            form(scene.virginia, "DE").sign(scene.virginia.certificate(), scene.virginia.key()),
            List.of(scene.virginia.certificate()));
    Verdict verdict = scene.decide(rules, scene.to(host(scene.virginia, own)));

    assertThat(refusals(verdict))
        .anySatisfy(refusal -> {
          assertThat(refusal.rule()).isEqualTo(Rule.ISSUER);
          assertThat(refusal.text()).contains("a host's, not an authority's");
        });
  }

  @Test
  void alteringTheCountry() {
    byte[] der = scene.inVirginia.certificate().der();
    byte[] altered = replace(der, "US", "DE");
    Credential forged =
        new Credential(AttributeCertificate.parse(altered), scene.inVirginia.issuers());

    assertThat(forged.certificate().attributes().inWords()).contains("Germany");
    refused(scene.to(host(scene.virginia, forged)), Rule.SIGNATURE);
  }

  @Test
  void alteringTheAllowedGroup() {
    byte[] altered = replace(scene.euOnly.certificate().der(), "EU", "US");
    Credential forged = new Credential(AttributeCertificate.parse(altered), scene.euOnly.issuers());

    refused(with(forged), Rule.SIGNATURE);
  }

  @Test
  void alteringEachByteOfACertificate() {
    byte[] der = scene.inFrankfurt.certificate().der();
    assertThat(scene.decide(scene.to(host(scene.frankfurt, scene.inFrankfurt))))
        .isInstanceOf(Verdict.Allowed.class);
    for (int i = 0; i < der.length; i++) {
      byte[] altered = der.clone();
      altered[i] ^= 1;
      assertThat(counts(altered)).as("byte %d of %d", i, der.length).isFalse();
    }
  }

  @Test
  void truncatingACertificate() {
    byte[] der = scene.inFrankfurt.certificate().der();
    for (int length = 0; length < der.length; length++) {
      byte[] shorter = Arrays.copyOf(der, length);
      assertThatThrownBy(() -> AttributeCertificate.parse(shorter))
          .as("%d of %d bytes", length, der.length)
          .isInstanceOf(TrustException.class);
    }
  }

  @Test
  void appendingToACertificate() {
    byte[] der = scene.inFrankfurt.certificate().der();
    byte[] longer = Arrays.copyOf(der, der.length + 1);

    assertThatThrownBy(() -> AttributeCertificate.parse(longer)).isInstanceOf(TrustException.class);
  }

  @Test
  void showingAHugeCertificate() {
    assertThatThrownBy(
            () -> AttributeCertificate.parse(new byte[AttributeCertificate.MOST_BYTES + 1]))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("over 65536 bytes");
    assertThatThrownBy(() -> Credential.parse("x".repeat(Credential.MOST_CHARACTERS + 1)))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("too long");
  }

  @Test
  void showingAnExpiredOne() {
    scene.clock.advance(Duration.ofDays(31));
    var _ = scene.pca.publish(Scene.password());
    Identity renewed = scene.frankfurt;

    refused(scene.to(host(renewed, scene.inFrankfurt)), Rule.VALIDITY);
  }

  @Test
  void showingOneThatIsNotYetValid() throws Exception {
    Credential later =
        new Forge(scene.frankfurt).in("DE").from(Duration.ofHours(1)).credential(pca());

    refused(scene.to(host(scene.frankfurt, later)), Rule.VALIDITY);
  }

  @Test
  void showingOneThatHoldsForYears() throws Exception {
    Credential years =
        new Forge(scene.frankfurt).in("DE").validity(Duration.ofDays(1000)).credential(pca());

    // It outlives its issuer, too, which the issuer's own path tells.
    refused(scene.to(host(scene.frankfurt, years)), Rule.VALIDITY);
  }

  @Test
  void showingOneThatNothingTellsTheRevocationOf() throws Exception {
    Credential never =
        new Forge(scene.frankfurt)
            .in("DE")
            .extension(Extension.noRevAvail, false, DERNull.INSTANCE)
            .credential(pca());

    refused(scene.to(host(scene.frankfurt, never)), Rule.FRESHNESS);
  }

  @Test
  void hidingSomethingInACriticalExtension() throws Exception {
    ASN1ObjectIdentifier unknown = new ASN1ObjectIdentifier("1.2.3.4.5");
    Credential critical =
        new Forge(scene.frankfurt)
            .in("DE")
            .extension(unknown, true, DERNull.INSTANCE)
            .credential(pca());
    Credential harmless =
        new Forge(scene.frankfurt)
            .in("DE")
            .extension(unknown, false, DERNull.INSTANCE)
            .credential(pca());

    refused(scene.to(host(scene.frankfurt, critical)), Rule.UNDERSTOOD);
    assertThat(scene.decide(scene.to(host(scene.frankfurt, harmless))))
        .isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void attestingTwoCountries() throws Exception {
    byte[] two =
        new Forge(scene.virginia)
            .in("US")
            .attribute(Forge.REGULATION, new DERSequence())
            .sign(pca());
    byte[] twice =
        new Forge(scene.virginia)
            .attribute(
                Forge.HOST_PLACE,
                new DERSequence(
                    new ASN1Encodable[] {
                      new DERPrintableString("US"),
                      new DERPrintableString("DE"),
                      Forge.texts("acme")
                    }))
            .sign(pca());

    unreadable(two, "not exactly one");
    unreadable(twice, "entries");
  }

  @Test
  void attestingNothing() throws Exception {
    unreadable(new Forge(scene.virginia).sign(pca()), "not exactly one");
  }

  @Test
  void attestingEmptyLists() throws Exception {
    unreadable(
        new Forge(scene.virginia)
            .attribute(
                Forge.HOST_PLACE, new DERSequence(new DERPrintableString("DE"), new DERSequence()))
            .sign(pca()),
        "0 entries");
    unreadable(
        new Forge(scene.virginia)
            .attribute(
                Forge.REGULATION,
                new DERSequence(
                    new ASN1Encodable[] {
                      new DERSequence(), new DERSequence(), Forge.texts("acme")
                    }))
            .sign(pca()),
        "empty");
  }

  @Test
  void attestingOversizedLists() throws Exception {
    unreadable(
        new Forge(scene.virginia)
            .attribute(
                Forge.HOST_PLACE, new DERSequence(new DERPrintableString("DE"), Forge.many(257)))
            .sign(pca()),
        "257 entries");
    unreadable(
        new Forge(scene.virginia)
            .attribute(
                Forge.REGULATION,
                new DERSequence(
                    new ASN1Encodable[] {new DERSequence(), Forge.many(33), Forge.texts("acme")}))
            .sign(pca()),
        "33 entries");
  }

  @Test
  void attestingACountryThatIsNone() throws Exception {
    unreadable(new Forge(scene.virginia).in("XX").sign(pca()), "'XX' is no country");
  }

  @Test
  void signingByAKeyThatIsNotForSignatures() throws Exception {
    cannotIssue(KeyUsage.keyAgreement, false, "not for signatures");
  }

  @Test
  void signingByAnAuthorityOfKeys() throws Exception {
    cannotIssue(KeyUsage.digitalSignature | KeyUsage.keyCertSign, true, "RFC 5755 forbids");
  }

  @Test
  void delegatingBelowTheRoot() throws Exception {
    KeyPair root = keys();
    KeyPair middle = keys();
    KeyPair leaf = keys();
    X509Certificate top =
        certificate("top", root, "top", root, KeyUsage.keyCertSign | KeyUsage.cRLSign, true);
    X509Certificate sub =
        certificate("sub", middle, "top", root, KeyUsage.keyCertSign | KeyUsage.cRLSign, true);
    X509Certificate issuer =
        certificate("leaf", leaf, "sub", middle, KeyUsage.digitalSignature, false);
    Credential delegated =
        new Credential(
            AttributeCertificate.parse(
                new Forge(scene.frankfurt).in("DE").sign(issuer, leaf.getPrivate())),
            List.of(issuer, sub));
    Verdict verdict =
        scene.decide(
            ProtectionRules.trusting(
                List.of(
                    TrustedIssuer.fully("pca", scene.pca.root()), TrustedIssuer.fully("top", top)),
                Set.of()),
            scene.to(host(scene.frankfurt, delegated)));

    assertThat(refusals(verdict))
        .anySatisfy(refusal ->
            assertThat(refusal.text())
                .isEqualTo(
                    "1 authorities stand between its issuer and the root of 'top', and 0 may"));
  }

  @Test
  void showingARevokedOne() {
    revoke(scene.inFrankfurt);

    refused(scene.to(host(scene.frankfurt, scene.inFrankfurt)), Rule.REVOCATION);
  }

  @Test
  void showingARevokedRegulation() {
    revoke(scene.euOnly);

    refused(with(scene.euOnly), Rule.REVOCATION);
  }

  @Test
  void showingOneOfACompromisedIssuer() {
    var _ = scene.pca.roll(true, Scene.password());

    refused(scene.to(host(scene.frankfurt, scene.inFrankfurt)), Rule.REVOCATION);
  }

  @Test
  void keepingTheOldRevocationListUntilItIsStale() {
    RevocationLists before = scene.lists();
    revoke(scene.inFrankfurt);
    scene.clock.advance(Duration.ofHours(25));

    refused(withLists(before, host(scene.frankfurt, scene.inFrankfurt)), Rule.FRESHNESS);
  }

  @Test
  void showingAnOlderListBesideTheNewOne() {
    RevocationLists before = scene.lists();
    revoke(scene.inFrankfurt);

    refused(
        withLists(scene.lists().with(before.all()), host(scene.frankfurt, scene.inFrankfurt)),
        Rule.REVOCATION);
  }

  @Test
  void settingTheVerifiersClockBackToWhenACertificateHeld() {
    scene.clock.advance(Duration.ofDays(31));
    var _ = scene.pca.publish(Scene.password());
    RevocationLists now = scene.lists();
    scene.clock.advance(Duration.ofDays(-31));

    refused(withLists(now, host(scene.frankfurt, scene.inFrankfurt)), Rule.FRESHNESS);
  }

  @Test
  void showingNoRevocationList() {
    refused(
        withLists(RevocationLists.NONE, host(scene.frankfurt, scene.inFrankfurt)), Rule.FRESHNESS);
  }

  @Test
  void showingTheListOfAnAuthorityOfTheSameName() {
    RevocationLists foreign = twin().lists();

    refused(withLists(foreign, host(scene.frankfurt, scene.inFrankfurt)), Rule.FRESHNESS);
  }

  @Test
  void showingOnlyTheIssuersList() {
    List<RevocationList> withoutRoot = scene.lists().all().subList(1, 2);

    refused(
        withLists(new RevocationLists(withoutRoot), host(scene.frankfurt, scene.inFrankfurt)),
        Rule.FRESHNESS);
  }

  @Test
  void alteringEachByteOfTheRevocationLists() {
    List<RevocationList> lists = scene.lists().all();
    for (int which = 0; which < lists.size(); which++) {
      byte[] der = lists.get(which).der();
      for (int i = 0; i < der.length; i++) {
        byte[] altered = der.clone();
        altered[i] ^= 1;
        assertThat(countsWith(lists, which, altered))
            .as("byte %d of %d of list %d", i, der.length, which)
            .isFalse();
      }
      assertThat(countsWith(lists, which, der)).isTrue();
    }
  }

  /** The last bit of a signature's encoding is as often 0, which masking would not change. */
  @Test
  void sayingThatAListsSignatureHasAnUnusedBit() {
    List<RevocationList> lists = scene.pca.publish(Scene.password()).all();
    while ((lists.getFirst().der()[lists.getFirst().der().length - 1] & 1) != 0) {
      lists = scene.pca.publish(Scene.password()).all();
    }
    byte[] altered = lists.getFirst().der();
    int signature = altered.length - 1;
    while (altered[signature - 1] != altered.length - signature || altered[signature - 2] != 3) {
      signature--;
    }
    assertThat(altered[signature]).isZero();
    assertThat(countsWith(lists, 0, altered.clone())).isTrue();
    altered[signature] = 1;

    assertThat(countsWith(lists, 0, altered)).isFalse();
  }

  @Test
  void showingOneThatIsMeantForAnotherController() {
    Credential elsewhere =
        Scene.issue(
            scene.pca,
            key(scene.frankfurt),
            new HostPlace(new CountryCode("DE"), Scene.organisations("acme")),
            Optional.of(new Targets(new TreeSet<>(Set.of("drayage:controller:other")))));
    Credential here =
        Scene.issue(
            scene.pca,
            key(scene.frankfurt),
            new HostPlace(new CountryCode("DE"), Scene.organisations("acme")),
            Optional.of(new Targets(new TreeSet<>(Set.of(Scene.CONTROLLER)))));

    refused(scene.to(host(scene.frankfurt, elsewhere)), Rule.TARGET);
    assertThat(scene.decide(scene.to(host(scene.frankfurt, here))))
        .isInstanceOf(Verdict.Allowed.class);
  }

  @Test
  void allowingAGroupThatNobodyKnows() {
    Credential unknown = Scene.regulation(scene.pca, Scene.REDIS, List.of("EU", "World"), "acme");

    refused(with(unknown), Rule.COUNTRY);
  }

  @Test
  void servingNoOrganisationThatMayUseTheContainer() {
    Credential others = Scene.place(scene.pca, scene.frankfurt, "DE", "globex");

    refused(scene.to(host(scene.frankfurt, others)), Rule.ORGANISATION);
  }

  @Test
  void writingTheOrganisationInCapitals() {
    Credential capitals = Scene.place(scene.pca, scene.frankfurt, "DE", "ACME");

    refused(scene.to(host(scene.frankfurt, capitals)), Rule.ORGANISATION);
  }

  @Test
  void allowingNobodyOrEverybody() {
    assertThatThrownBy(() -> CountryList.of(List.of(), List.of()))
        .isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> new CountryCode("*")).isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> new CountryCode("XX")).isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> new HostPlace(new CountryCode("DE"), Scene.organisations()))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("empty");
    String[] many = IntStream.range(0, 257).mapToObj(i -> "o" + i).toArray(String[]::new);
    assertThatThrownBy(() -> new HostPlace(new CountryCode("DE"), Scene.organisations(many)))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("over 256");
  }

  private static Regulation worldwide() {
    return new Regulation(
        CountryList.of(List.of(new CountryCode("US")), List.of("EU")), Scene.organisations("acme"));
  }

  private MoveQuestion with(Credential regulation) {
    return scene.to(
        ContainerEvidence.regulated(Scene.REDIS, regulation),
        host(scene.frankfurt, scene.inFrankfurt));
  }

  private MoveQuestion withLists(RevocationLists lists, HostEvidence destination) {
    MoveQuestion question = scene.to(destination);
    return new MoveQuestion(question.container(), question.source(), destination, List.of(), lists);
  }

  private void revoke(Credential credential) {
    var _ =
        scene.pca.revoke(
            credential.certificate().serial().toString(16),
            RevocationReason.PRIVILEGE_WITHDRAWN,
            Scene.password());
  }

  /** Another authority, whose root and issuer have the names of the true one's. */
  private PrivacyAuthority twin() {
    return PrivacyAuthority.create(
        directory.resolve("twin"), "pca", Scene.password(), AuthorityTimes.DEFAULT, scene.clock);
  }

  private boolean counts(byte[] der) {
    try {
      Credential altered =
          new Credential(AttributeCertificate.parse(der), scene.inFrankfurt.issuers());
      return scene.decide(scene.to(host(scene.frankfurt, altered))) instanceof Verdict.Allowed;
    } catch (TrustException e) {
      return false;
    }
  }

  private boolean countsWith(List<RevocationList> lists, int which, byte[] der) {
    try {
      List<RevocationList> all = new ArrayList<>(lists);
      all.set(which, RevocationList.parse(der));
      MoveQuestion question =
          withLists(new RevocationLists(all), host(scene.frankfurt, scene.inFrankfurt));
      return scene.decide(question) instanceof Verdict.Allowed;
    } catch (TrustException e) {
      return false;
    }
  }

  private void refused(MoveQuestion question, Rule... rules) {
    assertThat(refusals(scene.decide(question))).extracting(Finding::rule).contains(rules);
    assertThat(refusals(scene.decide(question))).extracting(Finding::rule).isSubsetOf(rules);
  }

  private static List<Finding> refusals(Verdict verdict) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return ((Verdict.Refused) verdict).refusals();
  }

  private Path pca() {
    return directory.resolve("pca");
  }

  private void unreadable(byte[] der, String why) {
    assertThatThrownBy(() -> AttributeCertificate.parse(der))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining(why);
  }

  private void cannotIssue(int usage, boolean authority, String why) throws Exception {
    KeyPair root = keys();
    KeyPair leaf = keys();
    X509Certificate top =
        certificate("top", root, "top", root, KeyUsage.keyCertSign | KeyUsage.cRLSign, true);
    X509Certificate issuer = certificate("leaf", leaf, "top", root, usage, authority);
    Credential bad =
        new Credential(
            AttributeCertificate.parse(
                new Forge(scene.frankfurt).in("DE").sign(issuer, leaf.getPrivate())),
            List.of(issuer));
    Verdict verdict =
        scene.decide(
            ProtectionRules.trusting(
                List.of(
                    TrustedIssuer.fully("pca", scene.pca.root()), TrustedIssuer.fully("top", top)),
                Set.of()),
            scene.to(host(scene.frankfurt, bad)));

    assertThat(refusals(verdict))
        .anySatisfy(refusal -> {
          assertThat(refusal.rule()).isEqualTo(Rule.ISSUER);
          assertThat(refusal.text()).contains(why);
        });
  }

  private static KeyPair keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509Certificate certificate(
      String subject, KeyPair keys, String issuer, KeyPair signer, int usage, boolean authority)
      throws Exception {
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Principal("CN=" + issuer),
            BigInteger.valueOf(subject.hashCode()).abs(),
            Date.from(Scene.NOW.minus(Duration.ofDays(1))),
            Date.from(Scene.NOW.plus(Duration.ofDays(100))),
            new X500Principal("CN=" + subject),
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
  }

  private static byte[] replace(byte[] der, String from, String to) {
    String text = new String(der, StandardCharsets.ISO_8859_1);
    int at = text.lastIndexOf(from);
    assertThat(at).isPositive();
    byte[] altered = der.clone();
    byte[] with = to.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(with, 0, altered, at, with.length);
    return altered;
  }

  private static AttributeForm form(Identity holder, String country) {
    return new AttributeForm(
        key(holder),
        new HostPlace(new CountryCode(country), Scene.organisations("acme")),
        BigInteger.TEN,
        Scene.NOW,
        Scene.NOW.plus(Scene.MONTH),
        Optional.empty());
  }
}
