package io.drayage.trust.policy;

import static io.drayage.trust.policy.Scene.host;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drayage.trust.Openssl;
import io.drayage.trust.StrongSwan;
import io.drayage.trust.TestAuthority;
import io.drayage.trust.attribute.AttributeCertificate;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.country.CountryList;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.keystore.CertificatePem;
import io.drayage.trust.pca.RevocationReason;
import io.drayage.trust.revocation.RevocationList;
import io.drayage.trust.revocation.RevocationLists;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL and strongSwan read what the authority issues, and it accepts what strongSwan issues. */
class InteroperationTest {
  @TempDir Path directory;
  private Scene scene;

  @BeforeEach
  void makeScene() {
    scene = new Scene(directory);
  }

  @Test
  void opensslVerifiesTheIssuerAgainstTheRootAndItsRevocationList() throws Exception {
    Files.writeString(directory.resolve("root.pem"), CertificatePem.encode(scene.pca.root()));
    Files.writeString(
        directory.resolve("issuer.pem"), CertificatePem.encode(scene.euOnly.issuers()));
    Files.writeString(directory.resolve("lists.pem"), scene.pca.lists().pem());
    String time = String.valueOf(scene.clock.instant().getEpochSecond());

    Openssl.Result before = verify(time);
    assertThat(before.output()).contains("issuer.pem: OK");

    var _ = scene.pca.roll(true, Scene.password());
    Files.writeString(directory.resolve("lists.pem"), scene.pca.lists().pem());

    assertThat(verify(time).output()).contains("certificate revoked");
  }

  @Test
  void opensslReadsTheAttributeRevocationListAndItsScope() throws Exception {
    String serial = scene.inVirginia.certificate().serial().toString(16);
    var _ = scene.pca.revoke(serial, RevocationReason.KEY_COMPROMISE, Scene.password());
    RevocationList list = scene.pca.lists().all().get(1);
    Files.write(directory.resolve("list.der"), list.der());
    Files.writeString(
        directory.resolve("issuer.pem"), CertificatePem.encode(scene.euOnly.issuers()));

    Openssl.Result result =
        Openssl.run(
            directory,
            "crl",
            "-inform",
            "DER",
            "-in",
            "list.der",
            "-noout",
            "-text",
            "-CAfile",
            "issuer.pem");

    String even = serial.length() % 2 == 0 ? serial : "0" + serial;
    assertThat(result.output())
        .contains("verify OK", "Only Attribute Certificates", "Key Compromise")
        .contains("Serial Number: " + even.toUpperCase(Locale.ROOT));
  }

  @Test
  void opensslParsesAnAttributeCertificateAndVerifiesItsSignature() throws Exception {
    byte[] der = scene.inVirginia.certificate().der();
    Files.write(directory.resolve("ac.der"), der);
    Files.writeString(
        directory.resolve("issuer.pem"), CertificatePem.encode(scene.inVirginia.issuers()));
    Openssl.Result parsed =
        Openssl.run(directory, "asn1parse", "-inform", "DER", "-in", "ac.der", "-i");

    assertThat(parsed.output())
        .contains("PRINTABLESTRING   :US")
        .contains("UTF8STRING        :acme")
        .contains("X509v3 Authority Key Identifier")
        .contains("2.25.152465397498029934432439108922719717415.1.1");

    // The first inner element is what was signed, the last one the signature (RFC 5755 4.1).
    cut(parsed.output(), der);
    assertThat(
            Openssl.run(
                    directory, "x509", "-in", "issuer.pem", "-noout", "-pubkey", "-out", "key.pem")
                .exitCode())
        .isZero();
    assertThat(
            Openssl.run(
                    directory,
                    "dgst",
                    "-sha256",
                    "-verify",
                    "key.pem",
                    "-signature",
                    "signature",
                    "signed")
                .output())
        .contains("Verified OK");
  }

  @Test
  void strongSwanPrintsWhatWeIssued() throws Exception {
    assumeStrongSwan();
    for (Credential credential : List.of(scene.inVirginia, scene.euOnly)) {
      Files.write(directory.resolve("ac.der"), credential.certificate().der());

      StrongSwan.Result printed =
          StrongSwan.run(directory, "--print", "--type", "ac", "--in", "ac.der");

      assertThat(printed.exitCode()).as(printed.errors()).isZero();
      assertThat(printed.text())
          .contains("O=Drayage PCA, CN=pca attribute issuer 1")
          .containsPattern("serial: +" + colons(credential.certificate()));
    }
  }

  @Test
  void whatStrongSwanIssuedIsAcceptedWhereTheOperatorAllowsIt() throws Exception {
    assumeStrongSwan();
    Clock now = Clock.systemUTC();
    CertificateAuthority enrolment = TestAuthority.create(directory, now);
    Identity madrid = TestAuthority.host(enrolment, "gcp-madrid-1");
    Identity frankfurt = TestAuthority.host(enrolment, "aws-frankfurt-1");
    var rootPem = strongSwanAuthority();
    var there = strongSwanIssues(madrid, "country=ES", "organisation=acme");
    var here = strongSwanIssues(frankfurt, "country=DE", "organisation=acme");
    List<RevocationList> lists = new ArrayList<>();
    // strongSwan writes noRevAvail into each, so only its issuers have a list.
    lists.add(
        RevocationList.parse(
            Files.readAllBytes(
                StrongSwan.write(
                    directory,
                    "root.crl",
                    "--signcrl",
                    "--cacert",
                    "root.crt",
                    "--cakey",
                    "root.key",
                    "--lifetime",
                    "1"))));
    var question =
        new MoveQuestion(
            ContainerEvidence.unregulated(Scene.REDIS),
            host(madrid, there),
            host(frankfurt, here),
            List.of(),
            new RevocationLists(lists));
    var root = CertificatePem.fromDer(Files.readAllBytes(rootPem));
    var allowed = rules(root, Duration.ofHours(25));
    var careful = rules(root, Duration.ZERO);

    assertThat(new Protection(allowed, now).decide(question)).isInstanceOf(Verdict.Allowed.class);
    assertThat(new Protection(careful, now).decide(question))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.refusals())
                    .extracting(Finding::rule)
                    .containsOnly(Rule.FRESHNESS));
    // Swapped, neither speaks for its host.
    var swapped =
        new MoveQuestion(
            ContainerEvidence.unregulated(Scene.REDIS),
            host(madrid, here),
            host(frankfurt, there),
            List.of(),
            question.lists());
    assertThat(new Protection(allowed, now).decide(swapped))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.refusals()).extracting(Finding::rule).containsOnly(Rule.HOLDER));
  }

  private static ProtectionRules rules(X509Certificate root, Duration unrevocable) {
    ProtectionRules defaults = ProtectionRules.trusting(List.of(), Set.of());
    var issuer =
        new TrustedIssuer(
            "strongswan",
            root,
            Set.of(TrustedIssuer.Attests.HOSTS),
            0,
            Optional.empty(),
            Set.of(),
            unrevocable);
    return new ProtectionRules(
        List.of(issuer),
        defaults.groups(),
        Set.of(),
        defaults.oldestList(),
        defaults.longestValidity(),
        Optional.of(CountryList.of(List.of(), List.of("EU"))));
  }

  private Path strongSwanAuthority() throws Exception {
    var _ = StrongSwan.write(directory, "root.key", "--gen", "--type", "ecdsa", "--size", "256");
    Path root =
        StrongSwan.write(
            directory,
            "root.crt",
            "--self",
            "--ca",
            "--type",
            "ecdsa",
            "--in",
            "root.key",
            "--dn",
            "CN=swan root",
            "--lifetime",
            "10");
    var _ = StrongSwan.write(directory, "aa.key", "--gen", "--type", "ecdsa", "--size", "256");
    var _ =
        StrongSwan.write(
            directory,
            "aa.crt",
            "--issue",
            "--type",
            "priv",
            "--in",
            "aa.key",
            "--cacert",
            "root.crt",
            "--cakey",
            "root.key",
            "--dn",
            "CN=swan attributes",
            "--lifetime",
            "5");
    return root;
  }

  private Credential strongSwanIssues(Identity host, String... groups) throws Exception {
    Files.write(directory.resolve("holder.crt"), CertificatePem.der(host.certificate()));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--acert",
                "--in",
                "holder.crt",
                "--issuercert",
                "aa.crt",
                "--issuerkey",
                "aa.key",
                "--lifetime",
                "24"));
    for (String group : groups) {
      arguments.addAll(List.of("--group", group));
    }
    Path issued = StrongSwan.write(directory, "issued.ac", arguments.toArray(String[]::new));
    return new Credential(
        AttributeCertificate.parse(Files.readAllBytes(issued)),
        List.of(CertificatePem.fromDer(Files.readAllBytes(directory.resolve("aa.crt")))));
  }

  private Openssl.Result verify(String time) throws Exception {
    return Openssl.run(
        directory,
        "verify",
        "-x509_strict",
        "-crl_check",
        "-attime",
        time,
        "-CAfile",
        "root.pem",
        "-CRLfile",
        "lists.pem",
        "issuer.pem");
  }

  private void cut(String listing, byte[] der) throws Exception {
    int header = 0;
    for (String line : listing.lines().toList()) {
      String[] fields = line.replaceAll("[:=]", " ").strip().split("\\s+", -1);
      int offset = Integer.parseInt(fields[0]);
      int depth = Integer.parseInt(fields[2]);
      int head = Integer.parseInt(fields[4]);
      int length = Integer.parseInt(fields[6]);
      if (depth == 1 && line.contains("SEQUENCE") && header++ == 0) {
        Files.write(
            directory.resolve("signed"), Arrays.copyOfRange(der, offset, offset + head + length));
      }
      if (depth == 1 && line.contains("BIT STRING")) {
        // Without the count of unused bits.
        Files.write(
            directory.resolve("signature"),
            Arrays.copyOfRange(der, offset + head + 1, offset + head + length));
      }
    }
  }

  private static void assumeStrongSwan() {
    assumeTrue(
        StrongSwan.isThere(),
        "strongSwan's pki is not there: install strongswan-pki and libstrongswan-standard-plugins");
  }

  private static String colons(AttributeCertificate certificate) {
    String digits = certificate.serial().toString(16);
    String even = digits.length() % 2 == 0 ? digits : "0" + digits;
    return even.replaceAll("(..)(?=.)", "$1:");
  }
}
