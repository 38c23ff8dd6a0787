package io.drayage.trust.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.trust.Openssl;
import io.drayage.trust.TestAuthority;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.PeerIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutualTlsTest {
  @TempDir Path directory;
  private CertificateAuthority authority;
  private Identity madrid;
  private Identity frankfurt;

  @BeforeEach
  void enrolTwoHosts() {
    authority = TestAuthority.create(directory, Clock.systemUTC());
    madrid = TestAuthority.host(authority, "madrid");
    frankfurt = TestAuthority.host(authority, "frankfurt");
  }

  @Test
  void connectsTwoHostsOfOneAuthorityByTls13() throws Exception {
    Loopback.Outcome outcome = connect(frankfurt, PeerRule.anyHost(), madrid, PeerRule.anyHost());

    assertThat(outcome.server().reason()).isEmpty();
    assertThat(outcome.client().reason()).isEmpty();
    SSLSession server = outcome.server().session().orElseThrow();
    SSLSession client = outcome.client().session().orElseThrow();
    assertThat(client.getProtocol()).isEqualTo("TLSv1.3");
    assertThat(client.getCipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
    assertThat(Peers.requirePeer(server, new PeerIdentity.Host("madrid")))
        .isEqualTo(madrid.certificate());
    assertThat(Peers.requirePeer(client, new PeerIdentity.Host("frankfurt")))
        .isEqualTo(frankfurt.certificate());
  }

  @Test
  void refusesAnotherHostThanTheOneExpected() throws Exception {
    Loopback.Outcome established =
        connect(frankfurt, PeerRule.anyHost(), madrid, PeerRule.anyHost());
    SSLSession session = established.server().session().orElseThrow();

    assertThatThrownBy(() -> Peers.requirePeer(session, new PeerIdentity.Host("virginia")))
        .isInstanceOf(SSLPeerUnverifiedException.class)
        .hasMessageContaining("drayage:host:madrid")
        .hasMessageContaining("drayage:host:virginia");
    assertThatThrownBy(() -> Peers.requirePeer(session, new PeerIdentity.Controller("madrid")))
        .isInstanceOf(SSLPeerUnverifiedException.class);

    Loopback.Outcome refused =
        connect(
            frankfurt,
            PeerRule.anyHost(),
            madrid,
            PeerRule.exactly(new PeerIdentity.Host("virginia")));
    assertThat(refused.connected()).isFalse();
    assertThat(refused.client().reason()).contains("not whom this connection is for");
  }

  @Test
  void refusesAControllerWhereAHostIsDue() throws Exception {
    Identity controller = TestAuthority.controller(authority, "frankfurt");

    Loopback.Outcome outcome = connect(controller, PeerRule.anyHost(), madrid, PeerRule.anyHost());

    assertThat(outcome.connected()).isFalse();
    assertThat(outcome.client().reason()).contains("drayage:controller:frankfurt");
  }

  @Test
  void refusesAHostThatPosesAsTheController() throws Exception {
    Loopback.Outcome outcome =
        connect(frankfurt, PeerRule.anyHost(), madrid, PeerRule.anyController());

    assertThat(outcome.connected()).isFalse();
    assertThat(outcome.client().reason()).contains("Refused the peer drayage:host:frankfurt");
  }

  @Test
  void refusesAClientOfAnotherAuthority() throws Exception {
    CertificateAuthority other = TestAuthority.create(directory, Clock.systemUTC());
    Identity impostor = TestAuthority.host(other, "madrid");

    // The impostor itself trusts our server: only the server refuses.
    Loopback.Outcome outcome =
        Loopback.connect(
            new MutualTls(frankfurt).context(PeerRule.anyHost()),
            MutualTls.parameters(),
            TlsContexts.of(
                new MutualTls(impostor).keyManager(),
                new MutualTls(madrid).trustManager(PeerRule.anyHost())),
            MutualTls.parameters());

    assertThat(outcome.connected()).isFalse();
    // JSSE's client sends no certificate when none is of an issuer that the server names; ours
    // sends it anyway, and the server must refuse the path.
    assertThat(outcome.server().reason()).contains("PKIX path");
  }

  @Test
  void refusesAServerOfAnotherAuthorityWithTheSameName() throws Exception {
    CertificateAuthority other = TestAuthority.create(directory, Clock.systemUTC());
    Identity impostor = TestAuthority.host(other, "frankfurt");

    Loopback.Outcome outcome = connect(impostor, PeerRule.anyHost(), madrid, PeerRule.anyHost());

    assertThat(outcome.connected()).isFalse();
    assertThat(outcome.client().reason()).contains("PKIX path");
  }

  @Test
  void refusesAnExpiredCertificateOnEitherSide() throws Exception {
    CertificateAuthority before =
        TestAuthority.create(
            directory, Clock.offset(Clock.systemUTC(), Duration.ofDays(31).negated()));
    Identity stale = TestAuthority.host(before, "madrid");
    Identity staleServer = TestAuthority.host(before, "frankfurt");

    Loopback.Outcome client = connect(staleServer, PeerRule.anyHost(), stale, PeerRule.anyHost());
    assertThat(client.connected()).isFalse();
    assertThat(client.client().reason()).contains("validity check failed");

    Loopback.Outcome server =
        Loopback.connect(
            new MutualTls(staleServer).context(PeerRule.anyHost()),
            MutualTls.parameters(),
            TlsContexts.of(new MutualTls(stale).keyManager(), new TrustsAnyServer()),
            MutualTls.parameters());
    assertThat(server.connected()).isFalse();
    assertThat(server.server().reason()).contains("validity check failed");
  }

  @Test
  void refusesACertificateThatIsNotValidYet() throws Exception {
    CertificateAuthority ahead =
        TestAuthority.create(directory, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));

    Loopback.Outcome outcome =
        connect(
            TestAuthority.host(ahead, "frankfurt"),
            PeerRule.anyHost(),
            TestAuthority.host(ahead, "madrid"),
            PeerRule.anyHost());

    assertThat(outcome.connected()).isFalse();
  }

  @Test
  void refusesASelfSignedPeer() throws Exception {
    Identity self = SelfSigned.host("frankfurt");

    Loopback.Outcome outcome = connect(self, PeerRule.anyHost(), madrid, PeerRule.anyHost());

    assertThat(outcome.connected()).isFalse();
    assertThat(outcome.client().reason()).contains("PKIX path");
  }

  @Test
  void refusesACertificateSignedByAHost() throws Exception {
    // A host turns its own certificate into an authority: path validation must see that it is none.
    Identity forged = SelfSigned.hostSignedBy(madrid, "frankfurt");

    Loopback.Outcome outcome = connect(forged, PeerRule.anyHost(), madrid, PeerRule.anyHost());

    assertThat(outcome.connected()).isFalse();
    assertThat(outcome.client().reason()).contains("keyCertSign bit is not set");
  }

  @Test
  void refusesAClientWithoutACertificate() throws Exception {
    Loopback.Outcome outcome =
        Loopback.connect(
            new MutualTls(frankfurt).context(PeerRule.anyHost()),
            MutualTls.parameters(),
            TlsContexts.of(null, new MutualTls(madrid).trustManager(PeerRule.anyHost())),
            MutualTls.parameters());

    assertThat(outcome.connected()).isFalse();
    assertThat(outcome.server().reason()).contains("Empty client certificate chain");
  }

  @Test
  void refusesTls12() throws Exception {
    SSLParameters old = new SSLParameters();
    old.setProtocols(new String[] {"TLSv1.2"});
    SSLContext client = new MutualTls(madrid).context(PeerRule.anyHost());

    Loopback.Outcome outcome =
        Loopback.connect(
            new MutualTls(frankfurt).context(PeerRule.anyHost()),
            MutualTls.parameters(),
            client,
            old);

    assertThat(outcome.connected()).isFalse();
  }

  @Test
  void showsARenewedIdentityFromTheNextConnectionOn() throws Exception {
    AtomicReference<Identity> current = new AtomicReference<>(frankfurt);
    SSLContext server = new MutualTls(current::get).context(PeerRule.anyHost());
    Identity renewed = TestAuthority.host(authority, "frankfurt");
    current.set(renewed);

    Loopback.Outcome outcome =
        Loopback.connect(
            server,
            MutualTls.parameters(),
            new MutualTls(madrid).context(PeerRule.anyHost()),
            MutualTls.parameters());

    assertThat(Peers.requirePeer(outcome.client().session().orElseThrow(), renewed.subject()))
        .isEqualTo(renewed.certificate());
  }

  @Test
  void opensslConnectsWithTheStoredIdentity() throws Exception {
    Path stored = directory.resolve("madrid.p12");
    madrid.store(stored, "secret".toCharArray());
    Path password = Files.writeString(directory.resolve("password"), "secret");
    Openssl.Result converted =
        Openssl.run(
            directory,
            "pkcs12",
            "-in",
            stored.toString(),
            "-noenc",
            "-passin",
            "file:" + password,
            "-out",
            "madrid.pem");
    assertThat(converted.exitCode()).as(converted.output()).isZero();
    Files.writeString(directory.resolve("ca.pem"), authority.certificatePem());

    try (ByteServer server =
        ByteServer.start(new MutualTls(frankfurt).context(PeerRule.anyHost()))) {
      Openssl.Result connected =
          Openssl.run(
              directory,
              "s_client",
              "-connect",
              "127.0.0.1:" + server.port(),
              "-tls1_3",
              "-CAfile",
              "ca.pem",
              "-cert",
              "madrid.pem",
              "-key",
              "madrid.pem",
              "-verify_return_error");
      assertThat(connected.output())
          .contains("Verify return code: 0 (ok)", "subject=CN = frankfurt", "TLSv1.3");
      assertThat(server.peer()).isEqualTo(new PeerIdentity.Host("madrid"));
    }
  }

  private static Loopback.Outcome connect(
      Identity server, PeerRule serverRule, Identity client, PeerRule clientRule) throws Exception {
    return Loopback.connect(
        new MutualTls(server).context(serverRule),
        MutualTls.parameters(),
        new MutualTls(client).context(clientRule),
        MutualTls.parameters());
  }
}
