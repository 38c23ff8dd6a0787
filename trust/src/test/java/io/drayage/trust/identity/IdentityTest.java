package io.drayage.trust.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.trust.TestAuthority;
import io.drayage.trust.TrustException;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.authority.CertificateSubject;
import io.drayage.trust.keystore.CertificatePem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
  @TempDir Path directory;

  @Test
  void isTheSameAfterStoringAndLoading() throws Exception {
    Identity identity = madrid(authority());
    Path file = directory.resolve("agent/identity.p12");

    identity.store(file, "secret".toCharArray());

    assertThat(Identity.load(file, "secret".toCharArray())).isEqualTo(identity);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> Identity.load(file, "wrong".toCharArray()))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("wrong password");
  }

  @Test
  void replacesAnOlderOneAndLeavesNothingElse() throws Exception {
    CertificateAuthority authority = authority();
    Path file = directory.resolve("agent/identity.p12");
    madrid(authority).store(file, "secret".toCharArray());
    Identity renewed = madrid(authority);

    renewed.store(file, "other".toCharArray());

    assertThat(Identity.load(file, "other".toCharArray())).isEqualTo(renewed);
    try (var files = Files.list(directory.resolve("agent"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void keepsItsKeyWhenItsCertificateIsRenewed() {
    CertificateAuthority authority = authority();
    Identity madrid = madrid(authority);
    CertificateRequest request = CertificateRequest.renewing(madrid);

    Identity renewed =
        request.complete(
            authority.issue(request.der(), CertificateSubject.host("madrid", List.of())),
            authority.fingerprint());

    assertThat(renewed.certificate()).isNotEqualTo(madrid.certificate());
    assertThat(KeyFingerprint.of(renewed.certificate()))
        .isEqualTo(KeyFingerprint.of(madrid.certificate()));
  }

  @Test
  void showsNoKeyWhenPrinted() {
    assertThat(madrid(authority()).toString()).isEqualTo("Identity[drayage:host:madrid]");
  }

  @Test
  void knowsItsRoleAndName() {
    CertificateAuthority authority = authority();

    assertThat(madrid(authority).subject()).isEqualTo(new PeerIdentity.Host("madrid"));
    assertThat(TestAuthority.controller(authority, "main").subject())
        .isEqualTo(new PeerIdentity.Controller("main"));
  }

  @Test
  void isDueForRenewalAfterTwoThirdsOfItsValidity() {
    Identity identity = madrid(authority());

    assertThat(identity.dueForRenewal(Clock.systemUTC())).isFalse();
    assertThat(identity.dueForRenewal(Clock.offset(Clock.systemUTC(), Duration.ofDays(19))))
        .isFalse();
    assertThat(identity.dueForRenewal(Clock.offset(Clock.systemUTC(), Duration.ofDays(21))))
        .isTrue();
  }

  @Test
  void refusesCertificatesThatWereNotIssuedForItsRequest() {
    CertificateAuthority authority = authority();
    CertificateAuthority other = authority();
    PeerIdentity.Host host = new PeerIdentity.Host("madrid");
    CertificateSubject subject = CertificateSubject.host("madrid", List.of());
    CertificateRequest request = CertificateRequest.generate(host);
    CertificateRequest another = CertificateRequest.generate(host);
    List<X509Certificate> good = authority.issue(request.der(), subject);

    assertThatThrownBy(
            () -> request.complete(other.issue(request.der(), subject), authority.fingerprint()))
        .hasMessageContaining("another authority");
    assertThatThrownBy(() ->
            request.complete(authority.issue(another.der(), subject), authority.fingerprint()))
        .hasMessageContaining("another key");
    assertThatThrownBy(() ->
            request.complete(
                authority.issue(request.der(), CertificateSubject.host("frankfurt", List.of())),
                authority.fingerprint()))
        .hasMessageContaining("drayage:host:frankfurt");
    assertThatThrownBy(() ->
            request.complete(
                List.of(other.issue(request.der(), subject).getFirst(), authority.certificate()),
                authority.fingerprint()))
        .hasMessageContaining("signature is wrong");
    assertThatThrownBy(() -> request.complete(List.of(good.getFirst()), authority.fingerprint()))
        .isInstanceOf(TrustException.class);
    assertThat(request.complete(good, authority.fingerprint()).subject()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Madrid", "-a", "a-", "a.b", ".a", "a b", "a/b", "a:b", "a,CN=b", "a\n", "ä"})
  void refusesNamesThatAreNone(String name) {
    assertThatThrownBy(() -> new PeerIdentity.Host(name)).isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> new PeerIdentity.Controller(name)).isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> PeerIdentity.parse("drayage:host:" + name))
        .isInstanceOf(TrustException.class);
  }

  @Test
  void namesFitACommonName() {
    assertThat(new PeerIdentity.Host("a".repeat(63)).uri()).endsWith("aaa");
    assertThatThrownBy(() -> new PeerIdentity.Host("a".repeat(64)))
        .isInstanceOf(TrustException.class);
  }

  @Test
  void refusesAnAuthoritysCertificateAsAPeer() {
    X509Certificate authority = authority().certificate();

    assertThatThrownBy(() -> PeerIdentity.of(authority)).isInstanceOf(TrustException.class);
  }

  @Test
  void readsCertificatesFromTextAndBytes() {
    Identity identity = madrid(authority());

    assertThat(CertificatePem.decode(CertificatePem.encode(identity.chain())))
        .isEqualTo(identity.chain());
    assertThat(CertificatePem.fromDer(CertificatePem.der(identity.certificate())))
        .isEqualTo(identity.certificate());
    assertThatThrownBy(() -> CertificatePem.decode("no certificate"))
        .isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> CertificatePem.decode("")).isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> CertificatePem.fromDer(new byte[] {1, 2, 3}))
        .isInstanceOf(TrustException.class);
  }

  private CertificateAuthority authority() {
    return TestAuthority.create(directory, Clock.systemUTC());
  }

  private static Identity madrid(CertificateAuthority authority) {
    return TestAuthority.host(authority, "madrid");
  }
}
