package io.drayage.trust.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.trust.TestAuthority;
import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.ContainerBinding;
import io.drayage.trust.authority.CertificateAuthority;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.permit.Permits.Act;
import io.drayage.trust.permit.Permits.Role;
import io.drayage.trust.policy.ContainerEvidence;
import io.drayage.trust.policy.MoveQuestion;
import io.drayage.trust.policy.Scene;
import io.drayage.trust.policy.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermitsTest {
  private static final String MIGRATION = "m-20261123-080000000-0001";
  private static final long EPOCH = 7;

  @TempDir Path directory;
  private Scene scene;
  private Identity controller;
  private Permits permits;
  private Permit permit;
  private String token;

  @BeforeEach
  void permitTheMoveToFrankfurt() {
    scene = new Scene(directory);
    controller = TestAuthority.controller(scene.enrolment, "main");
    permits = new Permits(scene.enrolment::certificate, scene.clock);
    MoveQuestion question =
        new MoveQuestion(
            ContainerEvidence.regulated(Scene.REDIS, scene.euOnly),
            Scene.host(scene.madrid, scene.inMadrid),
            Scene.host(scene.frankfurt, scene.inFrankfurt),
            List.of(),
            scene.lists());
    Verdict.Allowed verdict = (Verdict.Allowed) scene.decide(question);
    permit = Permit.of(verdict, question, MIGRATION, EPOCH, Duration.ofMinutes(30));
    token = Permits.sign(permit, controller);
  }

  @Test
  void bothHostsAreHeldToIt() {
    assertThat(permits.require(token, act(Role.SOURCE, scene.madrid, scene.frankfurt)))
        .isEqualTo(permit);
    assertThat(permits.require(token, act(Role.DESTINATION, scene.frankfurt, scene.madrid)))
        .isEqualTo(permit);
    assertThat(permit.certificates()).hasSize(3);
  }

  @Test
  void itEndsWithTheVerdictAtTheLatest() {
    MoveQuestion question = question();
    Verdict.Allowed verdict = (Verdict.Allowed) scene.decide(question);

    assertThat(Permit.of(verdict, question, MIGRATION, EPOCH, Duration.ofDays(9)).expiresAt())
        .isEqualTo(verdict.until());
  }

  @Test
  void anEndedOneIsRefused() {
    scene.clock.advance(Duration.ofMinutes(30));

    refused(token, good(), "it ended at");
  }

  @Test
  void oneOfAnotherMigrationIsRefused() {
    Act other =
        new Act(
            "m-other",
            EPOCH,
            Scene.REDIS,
            Role.SOURCE,
            key(scene.madrid),
            Optional.of(key(scene.frankfurt)));

    refused(token, other, "for the migration " + MIGRATION);
  }

  @Test
  void oneOfAnEarlierEpochIsRefused() {
    Act later =
        new Act(
            MIGRATION,
            EPOCH + 1,
            Scene.REDIS,
            Role.SOURCE,
            key(scene.madrid),
            Optional.of(key(scene.frankfurt)));

    refused(token, later, "for epoch 7, not 8");
  }

  @Test
  void oneOfAnotherImageIsRefused() {
    ContainerBinding swapped = new ContainerBinding("redis", "sha256:" + "cd".repeat(32));
    Act other =
        new Act(
            MIGRATION,
            EPOCH,
            swapped,
            Role.SOURCE,
            key(scene.madrid),
            Optional.of(key(scene.frankfurt)));

    refused(token, other, "another container or image");
  }

  @Test
  void anotherDestinationIsRefused() {
    refused(token, act(Role.SOURCE, scene.madrid, scene.virginia), "not between the keys");
  }

  @Test
  void anotherSourceIsRefused() {
    refused(token, act(Role.DESTINATION, scene.frankfurt, scene.virginia), "not between the keys");
  }

  @Test
  void theWayBackIsRefused() {
    refused(token, act(Role.SOURCE, scene.frankfurt, scene.madrid), "not between the keys");
  }

  @Test
  void aHostOfTheSameNameWithAnotherKeyIsRefused() {
    Identity impostor = TestAuthority.host(scene.enrolment, "aws-frankfurt-1");

    refused(token, act(Role.SOURCE, scene.madrid, impostor), "not between the keys");
  }

  @Test
  void anAlteredOneIsRefused() {
    String[] parts = token.split("\\.", -1);
    String payload =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("\"epoch\":7", "\"epoch\":8");
    String altered = parts[0] + "." + encode(payload) + "." + parts[2];
    Act later =
        new Act(
            MIGRATION,
            EPOCH + 1,
            Scene.REDIS,
            Role.SOURCE,
            key(scene.madrid),
            Optional.of(key(scene.frankfurt)));

    assertThat(payload).contains("\"epoch\":8");
    refused(altered, later, "its signature is wrong");
  }

  @Test
  void oneThatAHostSignedIsRefused() {
    refused(Permits.sign(permit, scene.frankfurt), good(), "only a controller may");
  }

  @Test
  void oneOfAnotherAuthoritysControllerIsRefused() {
    CertificateAuthority foreign = TestAuthority.create(directory, scene.clock);

    refused(
        Permits.sign(permit, TestAuthority.controller(foreign, "main")),
        good(),
        "not of this authority");
  }

  @Test
  void anUnsignedOneIsRefused() {
    String[] parts = token.split("\\.", -1);
    String none =
        new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8)
            .replace("ES256", "none");

    refused(parts[0] + "." + parts[1] + ".", good(), "Refused a permit");
    refused(parts[0] + "." + parts[1], good(), "it is not signed");
    refused(encode(none) + "." + parts[1] + ".", good(), "a way that is not accepted");
  }

  @Test
  void oneWithACriticalHeaderIsRefused() {
    String[] parts = token.split("\\.", -1);
    String critical =
        new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8)
            .replace("\"alg\"", "\"crit\":[\"b64\"],\"alg\"");

    refused(encode(critical) + "." + parts[1] + "." + parts[2], good(), "not accepted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "...", "e30.e30.e30", "bnVsbA.bnVsbA.bnVsbA", "%.%.%"})
  void whatIsNoPermitIsRefused(String text) {
    refused(text, good(), "Refused a permit");
  }

  @Test
  void aHugeOneIsRefusedUnread() {
    refused("a".repeat(PermitToken.MOST_CHARACTERS + 1), good(), "it is too long");
  }

  private void refused(String text, Act act, String why) {
    assertThatThrownBy(() -> permits.require(text, act))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining(why);
  }

  private MoveQuestion question() {
    return new MoveQuestion(
        ContainerEvidence.regulated(Scene.REDIS, scene.euOnly),
        Scene.host(scene.madrid, scene.inMadrid),
        Scene.host(scene.frankfurt, scene.inFrankfurt),
        List.of(),
        scene.lists());
  }

  private Act good() {
    return act(Role.SOURCE, scene.madrid, scene.frankfurt);
  }

  private static Act act(Role role, Identity own, Identity peer) {
    return new Act(MIGRATION, EPOCH, Scene.REDIS, role, key(own), Optional.of(key(peer)));
  }

  private static KeyFingerprint key(Identity host) {
    return KeyFingerprint.of(host.certificate());
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
