package io.drayage.agent.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.agent.container.ContainerRecords;
import io.drayage.agent.container.Containers;
import io.drayage.agent.layer.LayerCache;
import io.drayage.model.container.ContainerSpec;
import io.drayage.runtime.runc.RuncRuntime;
import io.drayage.transfer.memory.DescriptorKeeper;
import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.authority.AuthorityPolicy;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.authority.CertificateSubject;
import io.drayage.trust.identity.CertificateRequest;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.identity.PeerIdentity;
import io.drayage.trust.permit.Permit;
import io.drayage.trust.permit.Permits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovePermitsTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Claim CLAIM = new Claim("m1", 2);
  private static final ContainerSpec REDIS =
      new ContainerSpec(
          "redis",
          "sha256:" + "ab".repeat(32),
          List.of("sha256:" + "1".repeat(64)),
          List.of("redis-server"),
          List.of(),
          "/",
          "",
          List.of(),
          0,
          "10.96.128.1");

  private @TempDir Path directory;
  private CertificateAuthority authority;
  private Identity controller;
  private Identity madrid;
  private Identity frankfurt;
  private Identity virginia;

  @BeforeEach
  void enrol() {
    authority =
        CertificateAuthority.create(
            directory.resolve("authority"),
            "Test CA",
            "correct horse".toCharArray(),
            AuthorityPolicy.DEFAULT,
            CLOCK,
            issued -> {});
    controller =
        identity(
            new PeerIdentity.Controller("controller"),
            CertificateSubject.controller("controller", List.of(), List.of()));
    madrid = host("madrid");
    frankfurt = host("frankfurt");
    virginia = host("virginia");
  }

  @Test
  void sourceSendsToTheHostThatThePermitNamesOnly() {
    var permits = new MovePermits(() -> madrid, CLOCK);
    String permit = permit(Duration.ofMinutes(1));

    assertThatCode(() -> permits.requireSend(permit, CLAIM, REDIS, frankfurt.certificate()))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> permits.requireSend(permit, CLAIM, REDIS, virginia.certificate()))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("not between the keys");
  }

  @Test
  void destinationTakesInFromTheHostThatThePermitNamesOnly() {
    var permits = new MovePermits(() -> frankfurt, CLOCK);
    String permit = permit(Duration.ofMinutes(1));

    assertThatCode(() -> permits.requireReceive(permit, CLAIM, REDIS, madrid.certificate()))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> permits.requireReceive(permit, CLAIM, REDIS, virginia.certificate()))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("not between the keys");
  }

  @Test
  void hostForWhichThePermitIsNotDoesNotGetReady() {
    String permit = permit(Duration.ofMinutes(1));

    assertThatThrownBy(
            () -> new MovePermits(() -> virginia, CLOCK).requirePrepare(permit, CLAIM, REDIS))
        .isInstanceOf(TrustException.class);
    assertThatCode(
            () -> new MovePermits(() -> frankfurt, CLOCK).requirePrepare(permit, CLAIM, REDIS))
        .doesNotThrowAnyException();
  }

  @Test
  void pagesThatTheDestinationOwnsAreSentAfterThePermitsEndAndNothingElseIs() {
    var permits = new MovePermits(() -> madrid, CLOCK);
    String ended = permit(Duration.ofMinutes(-1));

    assertThatThrownBy(() -> permits.requireSend(ended, CLAIM, REDIS, frankfurt.certificate()))
        .hasMessageContaining("it ended at");
    assertThatCode(() -> permits.requireSendOn(ended, CLAIM, REDIS, frankfurt.certificate()))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> permits.requireSendOn(ended, CLAIM, REDIS, virginia.certificate()))
        .isInstanceOf(TrustException.class);
  }

  @Test
  void pagesThatTheDestinationOwnsAreTakenInAfterThePermitsEndFromTheirSourceOnly() {
    var permits = new MovePermits(() -> frankfurt, CLOCK);
    String ended = permit(Duration.ofMinutes(-1));

    assertThatCode(() -> permits.requireReceiveOn(ended, CLAIM, REDIS, madrid.certificate()))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> permits.requireReceiveOn(ended, CLAIM, REDIS, virginia.certificate()))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("not between the keys");
  }

  @Test
  void agentThatIsAskedWithoutAPermitDoesNothing() throws IOException {
    var records = new ContainerRecords(directory.resolve("data"), directory.resolve("run"));
    var containers =
        new Containers(
            new RuncRuntime(directory.resolve("logs"), CLOCK),
            records,
            new LayerCache(
                directory.resolve("data"),
                digest -> {
                  throw new IOException("nothing is to be fetched");
                }),
            "/drayage");
    var side =
        new DestinationSide(
            containers, new MovePermits(() -> frankfurt, CLOCK), DescriptorKeeper.none());

    for (String permit : List.of("", "a.b.c", permit(Duration.ofMinutes(-1)))) {
      assertThatThrownBy(() -> side.prepare(CLAIM, REDIS, "madrid", permit))
          .isInstanceOf(TrustException.class)
          .hasMessageContaining("Refused a permit");
    }
    assertThat(records.all()).isEmpty();
  }

  /** A permit from madrid to frankfurt. */
  private String permit(Duration validity) {
    Instant now = CLOCK.instant();
    return Permits.sign(
        new Permit(
            CLAIM.migration(),
            CLAIM.epoch(),
            REDIS.name(),
            new ContainerBinding(REDIS.name(), REDIS.image()).digest().hex(),
            new Permit.Party("madrid", KeyFingerprint.of(madrid.certificate())),
            new Permit.Party("frankfurt", KeyFingerprint.of(frankfurt.certificate())),
            List.of(),
            List.of(),
            now,
            now.plus(validity)),
        controller);
  }

  private Identity host(String name) {
    return identity(new PeerIdentity.Host(name), CertificateSubject.host(name, List.of()));
  }

  private Identity identity(PeerIdentity who, CertificateSubject subject) {
    CertificateRequest request = CertificateRequest.generate(who);
    return request.complete(authority.issue(request.der(), subject), authority.fingerprint());
  }
}
