package io.drayage.agent.memory;

import io.drayage.model.migration.MemoryLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides after each round of pre-copy whether another one would shrink the gap (Clark et al.,
 * "Live Migration of Virtual Machines", NSDI 2005, section 3.1; thesis chapter 2.1). Knows numbers
 * only. Owned by one thread.
 */
final class RoundPolicy {
  /** What is to be done after a round. */
  enum Verdict {
    /** Copy once more. */
    ANOTHER,
    /** Freeze: what is dirty crosses within the gap that was asked for. */
    CONVERGED,
    /** Another round would not help, and the dirty rest takes longer than was asked for. */
    NOT_CONVERGING
  }

  /** A rest that crosses in this time is not worth another round, in milliseconds. */
  private static final double SHORT_MILLIS = 10;

  /** The gap that is aimed at when none was asked for, in milliseconds of sending. */
  private static final long USUAL_GAP_MILLIS = 100;

  /** What freezing, dumping and restoring take beside the sending, in milliseconds. */
  private static final long FIXED_MILLIS = 150;

  /** A round that sends more than this share of the one before did not shrink the rest. */
  private static final double SHRINKING = 0.8;

  private final MemoryLimits limits;
  private final List<CopyRound> rounds = new ArrayList<>();
  private Optional<CopyRound> largest = Optional.empty();

  RoundPolicy(MemoryLimits limits) {
    this.limits = limits;
  }

  /** Learns of a round and decides. */
  Verdict after(CopyRound round) {
    rounds.add(round);
    largest = Optional.of(largest.filter(known -> known.pages() >= round.pages()).orElse(round));
    if (restMillis() <= SHORT_MILLIS) {
      return Verdict.CONVERGED;
    }
    if (round.number() < limits.maxRounds() && (rounds.size() < 3 || shrinks())) {
      return Verdict.ANOTHER;
    }
    return restMillis() <= allowedMillis() ? Verdict.CONVERGED : Verdict.NOT_CONVERGING;
  }

  /**
   * Learns of a round during which the link broke: its time tells nothing, and neither does what
   * the next one sends. The rate at which pages are written is found out anew.
   */
  void afterBreak() {
    rounds.clear();
  }

  /** Bytes of memory per second that the destination gets: the largest round tells best. */
  double throughput() {
    return largest.map(round -> Math.max(1, round.bytes() / round.seconds())).orElse(1.0);
  }

  /** Bytes of memory per second that the container writes anew; 0 before the second round. */
  double dirtyRate() {
    int last = rounds.size() - 1;
    return last < 1 ? 0 : rounds.get(last).bytes() / rounds.get(last - 1).seconds();
  }

  /** What sending the dirty rest would take now, in milliseconds. */
  double restMillis() {
    CopyRound last = rounds.getLast();
    if (rounds.size() == 1) {
      // Nothing is known of the dirty rate yet but that a second round will tell.
      return last.pages() == 0 ? 0 : Double.MAX_VALUE;
    }
    return dirtyRate() * last.seconds() / throughput() * 1e3;
  }

  /** The gap if the container were frozen now, in milliseconds. */
  long expectedGapMillis() {
    return rounds.size() < 2 ? 0 : FIXED_MILLIS + Math.round(restMillis());
  }

  private long allowedMillis() {
    return limits.maxGapMillis() == 0
        ? USUAL_GAP_MILLIS
        : Math.max(1, limits.maxGapMillis() - FIXED_MILLIS);
  }

  private boolean shrinks() {
    int last = rounds.size() - 1;
    return rounds.get(last).pages() < SHRINKING * rounds.get(last - 1).pages();
  }
}
