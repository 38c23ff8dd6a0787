package io.drayage.trust.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.trust.TestAuthority;
import io.drayage.trust.TrustException;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.authority.CertificateSubject;
import io.drayage.trust.enrol.EnrolmentToken;
import io.drayage.trust.identity.CertificateFingerprint;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.PeerIdentity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTlsTest {
  @TempDir Path directory;
  private CertificateAuthority authority;
  private Identity controller;

  @BeforeEach
  void createAController() {
    authority = TestAuthority.create(directory, Clock.systemUTC());
    controller = TestAuthority.controller(authority, "main");
  }

  @Test
  void enrolsWithTheControllerThatTheTokenPins() throws Exception {
    EnrolmentToken token = EnrolmentToken.generate(authority.fingerprint());

    Loopback.Outcome outcome = connect(controller, ClientTls.context(token.authority()));

    assertThat(outcome.client().reason()).isEmpty();
    assertThat(outcome.connected()).isTrue();
    assertThat(Peers.peer(outcome.client().session().orElseThrow()))
        .isEqualTo(new PeerIdentity.Controller("main"));
  }

  @Test
  void refusesAControllerOfAnotherAuthorityThanPinned() throws Exception {
    CertificateAuthority other = TestAuthority.create(directory, Clock.systemUTC());

    Loopback.Outcome outcome = connect(controller, ClientTls.context(other.fingerprint()));

    assertThat(outcome.connected()).isFalse();
    assertThat(outcome.client().reason()).contains("does not show the authority");
  }

  @Test
  void refusesAChainThatShowsThePinnedAuthorityWithoutLeadingToIt() throws Exception {
    CertificateAuthority other = TestAuthority.create(directory, Clock.systemUTC());
    Identity impostor = TestAuthority.controller(other, "main");
    Identity decorated =
        new Identity(impostor.key(), List.of(impostor.certificate(), authority.certificate()));

    Loopback.Outcome outcome = connect(decorated, ClientTls.context(authority.fingerprint()));

    assertThat(outcome.connected()).isFalse();
    assertThat(outcome.client().reason()).contains("PKIX path");
  }

  @Test
  void refusesAHostThatPosesAsTheController() throws Exception {
    Identity host = TestAuthority.host(authority, "main");

    assertThat(connect(host, ClientTls.context(authority.fingerprint())).client().reason())
        .contains("Refused the peer drayage:host:main");
    assertThat(connect(host, ClientTls.context(authority.certificatePem())).client().reason())
        .contains("Refused the peer drayage:host:main");
  }

  @Test
  void refusesAPinOnTheControllersOwnCertificate() throws Exception {
    CertificateFingerprint leaf = CertificateFingerprint.of(controller.certificate());

    Loopback.Outcome outcome = connect(controller, ClientTls.context(leaf));

    assertThat(outcome.connected()).isFalse();
    assertThat(outcome.client().reason()).contains("names no authority");
  }

  @Test
  void refusesAnExpiredController() throws Exception {
    CertificateAuthority before =
        TestAuthority.create(
            directory, Clock.offset(Clock.systemUTC(), Duration.ofDays(31).negated()));
    Identity stale = TestAuthority.controller(before, "main");

    assertThat(connect(stale, ClientTls.context(before.fingerprint())).client().reason())
        .contains("validity check failed");
    assertThat(connect(stale, ClientTls.context(before.certificatePem())).client().reason())
        .contains("validity check failed");
  }

  @Test
  void refusesASelfSignedServer() throws Exception {
    Identity self = SelfSigned.host("main");

    assertThat(connect(self, ClientTls.context(authority.certificatePem())).connected()).isFalse();
    assertThat(
            connect(self, ClientTls.context(CertificateFingerprint.of(self.authority())))
                .connected())
        .isFalse();
  }

  @Test
  void trustsTheAuthorityGivenAsPem() throws Exception {
    CertificateAuthority other = TestAuthority.create(directory, Clock.systemUTC());

    assertThat(connect(controller, ClientTls.context(authority.certificatePem())).connected())
        .isTrue();
    assertThat(connect(controller, ClientTls.context(other.certificatePem())).client().reason())
        .contains("PKIX path");
    assertThatThrownBy(() -> ClientTls.context(authority.certificatePem() + other.certificatePem()))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("2 certificates");
  }

  @Test
  void comparesNoHostNamesEvenWhenTheClientAsksTo() throws Exception {
    // gRPC and the JDK's HTTP client switch the comparison on; a controller's identity is its URI.
    SSLParameters parameters = ClientTls.parameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    Identity elsewhere =
        TestAuthority.identity(
            authority, CertificateSubject.controller("elsewhere", List.of(), List.of()));

    Loopback.Outcome outcome =
        Loopback.connect(
            new MutualTls(elsewhere).context(PeerRule.anyHost()),
            ClientTls.parameters(),
            ClientTls.context(authority.certificatePem()),
            parameters);

    assertThat(outcome.client().reason()).isEmpty();
  }

  private static Loopback.Outcome connect(Identity server, SSLContext client) throws Exception {
    return Loopback.connect(
        new MutualTls(server).context(PeerRule.anyHost()),
        ClientTls.parameters(),
        client,
        ClientTls.parameters());
  }
}
