package io.drayage.trust.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.trust.Openssl;
import io.drayage.trust.TestAuthority;
import io.drayage.trust.TrustException;
import io.drayage.trust.identity.CertificateFingerprint;
import io.drayage.trust.identity.CertificateRequest;
import io.drayage.trust.identity.PeerIdentity;
import io.drayage.trust.keystore.CertificatePem;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final CertificateSubject MADRID =
      new CertificateSubject(
          new PeerIdentity.Host("gcp-madrid-1"), List.of(), List.of(address(10, 1, 0, 2)));

  @TempDir Path directory;

  @Test
  void opensslVerifiesAHostCertificateForBothPurposes() throws Exception {
    CertificateAuthority authority = TestAuthority.create(directory, Clock.systemUTC());
    List<X509Certificate> chain =
        authority.issue(CertificateRequest.generate(MADRID.identity()).der(), MADRID);
    Files.writeString(directory.resolve("ca.pem"), authority.certificatePem());
    Files.writeString(directory.resolve("host.pem"), CertificatePem.encode(chain.getFirst()));

    for (String purpose : List.of("sslclient", "sslserver")) {
      Openssl.Result verified =
          Openssl.run(
              directory,
              "verify",
              "-x509_strict",
              "-check_ss_sig",
              "-purpose",
              purpose,
              "-CAfile",
              "ca.pem",
              "host.pem");
      assertThat(verified.output()).contains("host.pem: OK");
      assertThat(verified.exitCode()).isZero();
    }
  }

  @Test
  void opensslPrintsTheNamesAndUsesOfAHostCertificate() throws Exception {
    CertificateAuthority authority = TestAuthority.create(directory, CLOCK);
    List<X509Certificate> chain =
        authority.issue(CertificateRequest.generate(MADRID.identity()).der(), MADRID);
    Files.writeString(directory.resolve("host.pem"), CertificatePem.encode(chain.getFirst()));

    String text = Openssl.run(directory, "x509", "-in", "host.pem", "-noout", "-text").output();

    assertThat(text)
        .contains("Version: 3", "Subject: CN = gcp-madrid-1", "ASN1 OID: prime256v1")
        .contains("URI:drayage:host:gcp-madrid-1", "DNS:gcp-madrid-1", "IP Address:10.1.0.2")
        .containsPattern("Basic Constraints: critical\\s+CA:FALSE")
        .containsPattern("Key Usage: critical\\s+Digital Signature\n")
        .contains("TLS Web Server Authentication, TLS Web Client Authentication")
        .contains("Not Before: Nov 22 11:55:00 2026 GMT", "Not After : Dec 22 12:00:00 2026 GMT");
  }

  @Test
  void opensslOpensTheAuthoritysFileWithItsPasswordOnly() throws Exception {
    Path home = directory.resolve("home");
    CertificateAuthority authority = create(home, "correct", _ -> {});

    assertThat(opensslPkcs12(home, "correct").output())
        .contains("BEGIN CERTIFICATE", "subject=")
        .contains("Test CA");
    assertThat(opensslPkcs12(home, "wrong").exitCode()).isNotZero();
    assertThat(authority.certificate().getBasicConstraints()).isZero();
  }

  @Test
  void keepsItsFilesToItsOwner() throws Exception {
    Path home = directory.resolve("home");
    create(home, "secret", _ -> {});

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
    try (var files = Files.list(home)) {
      assertThat(files.toList())
          .hasSize(1)
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  @Test
  void isTheSameAuthorityWhenOpenedAgain() {
    Path home = directory.resolve("home");
    CertificateAuthority created = create(home, "secret", _ -> {});

    CertificateAuthority opened = open(home, "secret");

    assertThat(CertificateAuthority.exists(home)).isTrue();
    assertThat(opened.fingerprint()).isEqualTo(created.fingerprint());
    List<X509Certificate> chain =
        opened.issue(CertificateRequest.generate(MADRID.identity()).der(), MADRID);
    assertThat(chain.getLast()).isEqualTo(created.certificate());
  }

  @Test
  void isNeverCreatedOverAnother() {
    Path home = directory.resolve("home");
    CertificateAuthority first = create(home, "secret", _ -> {});

    assertThatThrownBy(() -> create(home, "other", _ -> {}))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("it exists");
    assertThat(open(home, "secret").fingerprint()).isEqualTo(first.fingerprint());
  }

  @Test
  void refusesAWrongPasswordAndADamagedFile() throws Exception {
    Path home = directory.resolve("home");
    create(home, "secret", _ -> {});

    assertThatThrownBy(() -> open(home, "wrong"))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("wrong password")
        .hasMessageNotContaining("\n");

    byte[] bytes = Files.readAllBytes(home.resolve("ca.p12"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(home.resolve("ca.p12"), bytes);
    assertThatThrownBy(() -> open(home, "secret")).isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> open(directory.resolve("none"), "secret"))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void wipesThePasswords() {
    Path home = directory.resolve("home");
    char[] creating = "secret".toCharArray();
    CertificateAuthority.create(home, "CA", creating, AuthorityPolicy.DEFAULT, CLOCK, _ -> {});
    char[] opening = "secret".toCharArray();
    CertificateAuthority.open(home, opening, AuthorityPolicy.DEFAULT, CLOCK, _ -> {});
    char[] wrong = "wrong!".toCharArray();
    assertThatThrownBy(
            () -> CertificateAuthority.open(home, wrong, AuthorityPolicy.DEFAULT, CLOCK, _ -> {}))
        .isInstanceOf(TrustException.class);

    assertThat(List.of(creating, opening, wrong))
        .allMatch(word -> Arrays.equals(word, new char[6]));
  }

  @Test
  void givesThirtyDaysFromFiveMinutesAgo() {
    X509Certificate issued = issue(TestAuthority.create(directory, CLOCK));

    assertThat(issued.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
    assertThat(issued.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(30)));
  }

  @Test
  void neverOutlivesTheAuthority() {
    Path home = directory.resolve("home");
    CertificateAuthority created = create(home, "secret", _ -> {});
    Instant end = created.certificate().getNotAfter().toInstant();
    Clock late = Clock.fixed(end.minus(Duration.ofDays(3)), ZoneOffset.UTC);
    Clock after = Clock.fixed(end, ZoneOffset.UTC);

    assertThat(issue(open(home, late)).getNotAfter().toInstant()).isEqualTo(end);
    assertThatThrownBy(() -> issue(open(home, after)))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("expired");
  }

  @Test
  void drawsLargeSerialsThatDiffer() {
    CertificateAuthority authority = TestAuthority.create(directory, CLOCK);
    byte[] request = CertificateRequest.generate(MADRID.identity()).der();
    Set<BigInteger> serials = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      serials.add(authority.issue(request, MADRID).getFirst().getSerialNumber());
    }

    assertThat(serials).hasSize(50).allMatch(serial -> serial.signum() > 0);
    // Each of the top 16 bits is set in one of 50 draws, but for a chance of 16 in 2^50.
    assertThat(serials.stream().reduce(BigInteger::or).orElseThrow().shiftRight(112))
        .isEqualTo(BigInteger.valueOf(0xFFFF));
  }

  @Test
  void takesNothingButTheKeyFromARequest() throws Exception {
    ExtensionsGenerator wanted = new ExtensionsGenerator();
    wanted.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    wanted.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName(
                GeneralName.uniformResourceIdentifier, "drayage:controller:gcp-madrid-1")));
    KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
    p256.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = p256.generateKeyPair();
    byte[] request =
        new JcaPKCS10CertificationRequestBuilder(
                new X500Principal("CN=somebody-else"), keys.getPublic())
            .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted.generate())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
            .getEncoded();

    X509Certificate issued =
        TestAuthority.create(directory, CLOCK).issue(request, MADRID).getFirst();

    assertThat(issued.getPublicKey()).isEqualTo(keys.getPublic());
    assertThat(issued.getBasicConstraints()).isEqualTo(-1);
    assertThat(issued.getSubjectX500Principal().getName()).isEqualTo("CN=gcp-madrid-1");
    assertThat(PeerIdentity.of(issued)).isEqualTo(new PeerIdentity.Host("gcp-madrid-1"));
  }

  @Test
  void refusesARequestWithABadSignature() {
    List<IssuedCertificate> issued = new ArrayList<>();
    CertificateAuthority authority = TestAuthority.create(directory, CLOCK, issued::add);
    byte[] request = CertificateRequest.generate(MADRID.identity()).der();
    // The subject's name stands before the signed part's end: one other letter, another content.
    int name = indexOf(request, "gcp-madrid-1");
    request[name] ^= 1;

    assertThatThrownBy(() -> authority.issue(request, MADRID))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("its signature is wrong");
    assertThat(issued).isEmpty();
  }

  @Test
  void refusesOtherKeysAndOtherBytes() throws Exception {
    CertificateAuthority authority = TestAuthority.create(directory, CLOCK);
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    KeyPair keys = rsa.generateKeyPair();
    byte[] rsaRequest =
        new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=x"), keys.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))
            .getEncoded();

    assertThatThrownBy(() -> authority.issue(rsaRequest, MADRID))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("not EC P-256");
    assertThatThrownBy(() -> authority.issue(new byte[] {0x30, 0x03, 1, 2, 3}, MADRID))
        .isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> authority.issue(new byte[0], MADRID))
        .isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> authority.issue(new byte[17 * 1024], MADRID))
        .isInstanceOf(TrustException.class);
  }

  @Test
  void refusesEveryTruncationOfARequestInOneLine() {
    CertificateAuthority authority = TestAuthority.create(directory, CLOCK);
    byte[] request = CertificateRequest.generate(MADRID.identity()).der();
    for (int length = 0; length < request.length; length++) {
      byte[] cut = Arrays.copyOf(request, length);
      assertThatThrownBy(() -> authority.issue(cut, MADRID)).isInstanceOf(TrustException.class);
    }
  }

  @Test
  void listsWhatItIssuesBeforeHandingItOut() {
    List<IssuedCertificate> issued = new ArrayList<>();
    X509Certificate certificate = issue(TestAuthority.create(directory, CLOCK, issued::add));

    assertThat(issued)
        .containsExactly(
            new IssuedCertificate(
                certificate.getSerialNumber(),
                MADRID.identity(),
                NOW.minus(Duration.ofMinutes(5)),
                NOW.plus(Duration.ofDays(30)),
                CertificateFingerprint.of(certificate)));
    CertificateAuthority broken =
        TestAuthority.create(
            directory,
            CLOCK,
            _ -> {
              throw new IllegalStateException("disk full");
            });
    assertThatThrownBy(() -> issue(broken)).hasMessage("disk full");
  }

  private static X509Certificate issue(CertificateAuthority authority) {
    return authority.issue(CertificateRequest.generate(MADRID.identity()).der(), MADRID).getFirst();
  }

  private static CertificateAuthority create(Path home, String password, IssuanceLog log) {
    return CertificateAuthority.create(
        home, "Test CA", password.toCharArray(), AuthorityPolicy.DEFAULT, CLOCK, log);
  }

  private static CertificateAuthority open(Path home, String password) {
    return CertificateAuthority.open(
        home, password.toCharArray(), AuthorityPolicy.DEFAULT, CLOCK, _ -> {});
  }

  private static CertificateAuthority open(Path home, Clock clock) {
    return CertificateAuthority.open(
        home, "secret".toCharArray(), AuthorityPolicy.DEFAULT, clock, _ -> {});
  }

  private Openssl.Result opensslPkcs12(Path home, String password) throws Exception {
    Path file = directory.resolve("password");
    Files.writeString(file, password);
    return Openssl.run(
        directory,
        "pkcs12",
        "-in",
        home.resolve("ca.p12").toString(),
        "-nokeys",
        "-passin",
        "file:" + file);
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private static InetAddress address(int... bytes) {
    byte[] raw = new byte[bytes.length];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) bytes[i];
    }
    try {
      return InetAddress.getByAddress(raw);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
