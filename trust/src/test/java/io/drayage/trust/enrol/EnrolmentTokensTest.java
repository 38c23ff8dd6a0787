package io.drayage.trust.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.trust.MovableClock;
import io.drayage.trust.TrustException;
import io.drayage.trust.identity.CertificateFingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentTokensTest {
  private static final CertificateFingerprint AUTHORITY =
      new CertificateFingerprint("A".repeat(43));
  private static final Duration HOUR = Duration.ofHours(1);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T12:00:00Z"));
  private final InMemoryEnrolmentTokenStore store = new InMemoryEnrolmentTokenStore();
  private final EnrolmentTokens tokens = new EnrolmentTokens(store, AUTHORITY, clock);

  @Test
  void acceptsAGoodTokenOnce() {
    EnrolmentToken token = tokens.issue("madrid", HOUR);

    assertThat(tokens.redeem(token, "madrid")).isEqualTo(new Redemption.Accepted("madrid"));
    assertThat(tokens.redeem(token, "madrid")).isEqualTo(new Redemption.Used("madrid"));
  }

  @Test
  void refusesATokenThatNobodyIssued() {
    assertThat(tokens.redeem(EnrolmentToken.generate(AUTHORITY), "madrid"))
        .isEqualTo(new Redemption.Unknown());
  }

  @Test
  void refusesATokenFromTheInstantOfItsExpiry() {
    EnrolmentToken early = tokens.issue("madrid", HOUR);
    EnrolmentToken late = tokens.issue("madrid", HOUR);

    clock.advance(HOUR.minusMillis(1));
    assertThat(tokens.redeem(early, "madrid")).isInstanceOf(Redemption.Accepted.class);
    clock.advance(Duration.ofMillis(1));
    assertThat(tokens.redeem(late, "madrid"))
        .isEqualTo(new Redemption.Expired("madrid", clock.instant()));
  }

  @Test
  void refusesAnotherHostWithoutUsingUpTheToken() {
    EnrolmentToken token = tokens.issue("madrid", HOUR);

    assertThat(tokens.redeem(token, "frankfurt"))
        .isEqualTo(new Redemption.WrongHost("madrid", "frankfurt"));
    assertThat(tokens.redeem(token, "madrid")).isInstanceOf(Redemption.Accepted.class);
  }

  @Test
  void tellsTheLogEachCauseWithoutTheSecret() {
    EnrolmentToken used = tokens.issue("madrid", HOUR);
    tokens.redeem(used, "madrid");
    List<Redemption> refusals =
        List.of(
            tokens.redeem(EnrolmentToken.generate(AUTHORITY), "madrid"),
            tokens.redeem(used, "madrid"),
            tokens.redeem(used, "virginia"));

    assertThat(refusals)
        .map(refusal -> ((Redemption.Refused) refusal).reason())
        .doesNotHaveDuplicates()
        .noneMatch(reason -> reason.contains(used.secret()));
  }

  @Test
  void acceptsOneOfManyThatPresentTheSameTokenAtOnce() throws Exception {
    EnrolmentToken token = tokens.issue("madrid", HOUR);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Redemption>> attempts = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        attempts.add(() -> tokens.redeem(token, "madrid"));
      }
      int accepted = 0;
      for (Future<Redemption> outcome : threads.invokeAll(attempts)) {
        accepted += outcome.get() instanceof Redemption.Accepted ? 1 : 0;
      }
      assertThat(accepted).isEqualTo(1);
    }
  }

  @Test
  void keepsTheHashOfTheSecretOnly() {
    EnrolmentToken token = tokens.issue("madrid", HOUR);

    Optional<IssuedToken> kept = store.find(token.secretHash());
    assertThat(kept).isPresent();
    assertThat(kept.toString()).doesNotContain(token.secret());
    assertThat(store.find(token.secret())).isEmpty();
    assertThat(token.toString()).doesNotContain(token.secret());
  }

  @Test
  void refusesToIssueForANameThatIsNone() {
    assertThatThrownBy(() -> tokens.issue("../etc", HOUR)).isInstanceOf(TrustException.class);
    assertThatThrownBy(() -> tokens.issue("madrid", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsWhatItWrites() {
    EnrolmentToken token = EnrolmentToken.generate(AUTHORITY);

    assertThat(token.format()).matches("dray1\\.[A-Za-z0-9_-]{43}\\.A{43}");
    assertThat(EnrolmentToken.parse(" " + token.format() + "\n")).isEqualTo(token);
    assertThat(EnrolmentToken.generate(AUTHORITY)).isNotEqualTo(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dray1", "dray1..", "dray2.S.F", "dray1.S.F.", "dray1.S=.F", "S.F"})
  void refusesOtherTextWithoutRepeatingIt(String form) {
    String secret = "s".repeat(43);
    String text = form.replace("S", secret).replace("F", "f".repeat(43));

    assertThatThrownBy(() -> EnrolmentToken.parse(text))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("Not an enrolment token")
        .hasMessageNotContaining(secret);
  }
}
