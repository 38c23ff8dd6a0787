package io.drayage.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.agent.memory.RoundPolicy.Verdict;
import io.drayage.model.migration.MemoryLimits;
import org.junit.jupiter.api.Test;

class RoundPolicyTest {
  private static final long SECOND = 1_000_000_000L;

  private static CopyRound round(int number, long pages, double seconds) {
    return new CopyRound(number, pages, (long) (seconds * SECOND));
  }

  private static MemoryLimits limits(long gapMillis, int rounds) {
    return new MemoryLimits(gapMillis, rounds, 0, false, false);
  }

  @Test
  void roundsBeforeABreakOfTheLinkTellNothingOfThoseAfterIt() {
    var policy = new RoundPolicy(MemoryLimits.NONE);
    assertThat(policy.after(new CopyRound(1, 100_000, 1_000_000_000)))
        .isEqualTo(RoundPolicy.Verdict.ANOTHER);
    double before = policy.throughput();

    policy.afterBreak();

    assertThat(policy.throughput()).isEqualTo(before);
    assertThat(policy.dirtyRate()).isZero();
    assertThat(policy.after(new CopyRound(3, 50_000, 500_000_000)))
        .isEqualTo(RoundPolicy.Verdict.ANOTHER);
    assertThat(policy.after(new CopyRound(4, 50_000, 500_000_000)))
        .isEqualTo(RoundPolicy.Verdict.ANOTHER);
    assertThat(policy.after(new CopyRound(5, 50_000, 500_000_000)))
        .isEqualTo(RoundPolicy.Verdict.NOT_CONVERGING);
  }

  @Test
  void roundsThatShrinkGoOnUntilTheRestCrossesInNoTime() {
    var policy = new RoundPolicy(MemoryLimits.NONE);
    assertThat(policy.after(round(1, 100_000, 4))).isEqualTo(Verdict.ANOTHER);
    assertThat(policy.after(round(2, 10_000, 0.4))).isEqualTo(Verdict.ANOTHER);
    assertThat(policy.dirtyRate()).isEqualTo(10_000 * 4096.0 / 4);
    assertThat(policy.throughput()).isEqualTo(100_000 * 4096.0 / 4);
    assertThat(policy.restMillis()).isCloseTo(40, org.assertj.core.data.Offset.offset(0.1));
    assertThat(policy.expectedGapMillis()).isEqualTo(190);
    assertThat(policy.after(round(3, 1000, 0.04))).isEqualTo(Verdict.CONVERGED);
  }

  @Test
  void roundsThatDoNotShrinkAreGivenUpAfterTheThird() {
    var policy = new RoundPolicy(MemoryLimits.NONE);
    assertThat(policy.after(round(1, 100_000, 4))).isEqualTo(Verdict.ANOTHER);
    assertThat(policy.after(round(2, 100_000, 4))).isEqualTo(Verdict.ANOTHER);
    assertThat(policy.after(round(3, 95_000, 4))).isEqualTo(Verdict.NOT_CONVERGING);
  }

  @Test
  void roundsThatDoNotShrinkButAreSmallEnoughForTheGapAskedForConverge() {
    var policy = new RoundPolicy(limits(5000, 30));
    policy.after(round(1, 100_000, 4));
    policy.after(round(2, 100_000, 4));
    assertThat(policy.after(round(3, 100_000, 4))).isEqualTo(Verdict.CONVERGED);
  }

  @Test
  void noMoreRoundsAreCopiedThanAllowed() {
    var policy = new RoundPolicy(limits(0, 2));
    assertThat(policy.after(round(1, 100_000, 4))).isEqualTo(Verdict.ANOTHER);
    assertThat(policy.after(round(2, 50_000, 2))).isEqualTo(Verdict.NOT_CONVERGING);
    var one = new RoundPolicy(limits(0, 1));
    assertThat(one.after(round(1, 100_000, 4))).isEqualTo(Verdict.NOT_CONVERGING);
    assertThat(one.expectedGapMillis()).isZero();
  }

  @Test
  void aContainerThatWritesNothingConvergesAfterTwoRoundsAnEmptyOneAfterOne() {
    var policy = new RoundPolicy(MemoryLimits.NONE);
    assertThat(policy.after(round(1, 100_000, 4))).isEqualTo(Verdict.ANOTHER);
    assertThat(policy.after(round(2, 0, 0.001))).isEqualTo(Verdict.CONVERGED);
    assertThat(policy.dirtyRate()).isZero();
    assertThat(new RoundPolicy(MemoryLimits.NONE).after(round(1, 0, 0)))
        .isEqualTo(Verdict.CONVERGED);
  }

  @Test
  void aLinkSlowerThanTheWritingDoesNotConverge() {
    var policy = new RoundPolicy(MemoryLimits.NONE);
    // 1000 pages a second cross, 2000 are written, of 20,000 in all
    policy.after(round(1, 20_000, 20));
    policy.after(round(2, 20_000, 20));
    assertThat(policy.after(round(3, 20_000, 20))).isEqualTo(Verdict.NOT_CONVERGING);
    assertThat(policy.restMillis()).isGreaterThan(10_000);
  }
}
