package io.drayage.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.agent.memory.RoundPolicy.Verdict;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Mode;
import io.drayage.transfer.track.TrackerKind;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ModeDeciderTest {
  private static final long MIB = 1L << 20;
  private static final TrackerKind KIND = TrackerKind.SOFT_DIRTY;
  private static final String TRACKED =
      " (tracked by " + KIND.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")";
  private static final String MEASURED =
      "after 2 rounds it writes 100.0 MiB/s, the destination gets 100.0 MiB/s, and the rest would take 1000 ms"
          + TRACKED;

  private static ModeDecider decider(Mode mode, long maxGapMillis) {
    return new ModeDecider(mode, new MemoryLimits(maxGapMillis, 30, 0, false, false));
  }

  private static RoundPolicy policy(int rounds) {
    var policy = new RoundPolicy(MemoryLimits.NONE);
    for (int i = 1; i <= rounds; i++) {
      policy.after(new CopyRound(i, 100 * MIB / 4096, 1_000_000_000L));
    }
    return policy;
  }

  private static String after(Mode mode, Verdict verdict) {
    Decision decision = decider(mode, 0).afterRounds(verdict, policy(2), 2, KIND, 1);
    assertThat(decision.rounds()).isEqualTo(2);
    return decision.mode() + " " + decision.reason();
  }

  @Test
  void modesWithoutRoundsAreDecidedBeforeThem() {
    assertThat(decider(Mode.COLD, 0).beforeRounds(900 * MIB, 4 * MIB))
        .contains(new Decision(Mode.COLD, "cold, as asked", 0));
    assertThat(decider(Mode.POST_COPY, 0).beforeRounds(0, 4 * MIB))
        .contains(new Decision(Mode.POST_COPY, "post-copy, as asked", 0));
    for (Mode mode : new Mode[] {Mode.PRE_COPY, Mode.HYBRID, Mode.AUTO}) {
      assertThat(decider(mode, 0).beforeRounds(4 * MIB, 4 * MIB)).isEmpty();
    }
  }

  @Test
  void autoTakesColdForLittleMemoryWhateverTheLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(decider(Mode.AUTO, 0).beforeRounds(3 * MIB / 2, 4 * MIB))
          .contains(
              new Decision(
                  Mode.COLD,
                  "cold, because 1.5 MiB of memory are too little for rounds to pay",
                  0));
      assertThat(decider(Mode.PRE_COPY, 0).beforeRounds(MIB, 4 * MIB)).isEmpty();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void autoTakesPreCopyWhenItConvergesAndHybridWhenNot() {
    assertThat(after(Mode.AUTO, Verdict.CONVERGED))
        .isEqualTo("PRE_COPY pre-copy, because " + MEASURED);
    assertThat(after(Mode.AUTO, Verdict.NOT_CONVERGING))
        .isEqualTo("HYBRID hybrid, because pre-copy does not converge: " + MEASURED);
  }

  @Test
  void namedModeStaysAndSaysWhenItDoesNotConverge() {
    assertThat(after(Mode.PRE_COPY, Verdict.CONVERGED))
        .isEqualTo("PRE_COPY pre-copy, as asked: " + MEASURED);
    assertThat(after(Mode.PRE_COPY, Verdict.NOT_CONVERGING))
        .isEqualTo("PRE_COPY pre-copy, as asked; it does not converge: " + MEASURED);
    assertThat(after(Mode.HYBRID, Verdict.NOT_CONVERGING))
        .isEqualTo("HYBRID hybrid, as asked: " + MEASURED);
  }

  @Test
  void preCopyThatCannotKeepTheGapIsRefusedWithTheCureOthersAreNot() {
    assertThatThrownBy(() ->
            decider(Mode.PRE_COPY, 300).afterRounds(Verdict.NOT_CONVERGING, policy(2), 2, KIND, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "pre-copy does not converge: %s, more than the 300 ms allowed: use --mode auto or hybrid, allow --throttle, or raise --max-gap"
                .formatted(MEASURED));
    for (Mode mode : new Mode[] {Mode.HYBRID, Mode.AUTO}) {
      assertThat(
              decider(mode, 300).afterRounds(Verdict.NOT_CONVERGING, policy(2), 2, KIND, 1).mode())
          .isEqualTo(Mode.HYBRID);
    }
  }

  @Test
  void autoRefusesWhatDoesNotConvergeWherePostCopyIsForbidden() {
    var forbidden = new ModeDecider(Mode.AUTO, new MemoryLimits(0, 30, 0, false, true));
    assertThat(forbidden.afterRounds(Verdict.CONVERGED, policy(2), 2, KIND, 1).mode())
        .isEqualTo(Mode.PRE_COPY);
    assertThatThrownBy(() -> forbidden.afterRounds(Verdict.NOT_CONVERGING, policy(2), 2, KIND, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "pre-copy does not converge: %s: allow --throttle, lift --no-post-copy, or raise --max-gap"
                .formatted(MEASURED));
    var throttled = new ModeDecider(Mode.AUTO, new MemoryLimits(0, 30, 0, true, true));
    assertThatThrownBy(() -> throttled.afterRounds(Verdict.NOT_CONVERGING, policy(2), 2, KIND, 0.1))
        .hasMessageEndingWith(
            "throttled to 10 %% of the processors%s: lift --no-post-copy, or raise --max-gap"
                .formatted(TRACKED));
  }

  @Test
  void afterASingleRoundNoFigureIsInvented() {
    Decision decision =
        decider(Mode.AUTO, 0).afterRounds(Verdict.NOT_CONVERGING, policy(1), 1, KIND, 1);
    assertThat(decision.reason())
        .isEqualTo(
            "hybrid, because pre-copy does not converge: after 1 round the destination gets 100.0 MiB/s, and what it writes meanwhile is not known"
                + TRACKED);
  }
}
