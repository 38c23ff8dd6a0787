package io.drayage.agent.memory;

import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Mode;
import io.drayage.transfer.track.TrackerKind;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides how memory crosses, and says why in one sentence with the figures it knows. Where the
 * user named a mode, that is it; {@link Mode#AUTO} takes the one that keeps the gap short at least
 * risk.
 */
final class ModeDecider {
  private final Mode asked;
  private final MemoryLimits limits;

  ModeDecider(Mode asked, MemoryLimits limits) {
    this.asked = asked;
    this.limits = limits;
  }

  /** Decides when no round is needed for it. */
  Optional<Decision> beforeRounds(long residentBytes, long littleBytes) {
    if (asked == Mode.AUTO && residentBytes < littleBytes) {
      return Optional.of(
          new Decision(
              Mode.COLD,
              "cold, because %s of memory are too little for rounds to pay"
                  .formatted(mebibytes((double) residentBytes)),
              0));
    }
    if (asked.copiesInRounds()) {
      return Optional.empty();
    }
    return Optional.of(new Decision(asked, asked.word() + ", as asked", 0));
  }

  /**
   * Decides after the last round.
   *
   * @param share of the host's processors that the container was left; 1 means that it was not
   *     slowed down
   * @throws IllegalStateException when nothing that is allowed keeps the gap
   */
  Decision afterRounds(
      RoundPolicy.Verdict verdict,
      RoundPolicy policy,
      int rounds,
      TrackerKind tracker,
      double share) {
    boolean converged = verdict == RoundPolicy.Verdict.CONVERGED;
    String measured =
        "%s%s (tracked by %s)"
            .formatted(
                measured(policy, rounds),
                share < 1
                    ? ", throttled to %d %% of the processors".formatted(Math.round(share * 100))
                    : "",
                tracker.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    if (asked == Mode.PRE_COPY && !converged && limits.maxGapMillis() > 0) {
      throw new IllegalStateException(
          "pre-copy does not converge: %s, more than the %d ms allowed: use --mode auto or hybrid, allow --throttle, or raise --max-gap"
              .formatted(measured, limits.maxGapMillis()));
    }
    if (asked == Mode.AUTO && !converged && limits.noPostCopy()) {
      throw new IllegalStateException(
          "pre-copy does not converge: %s: %slift --no-post-copy, or raise --max-gap"
              .formatted(measured, limits.throttle() ? "" : "allow --throttle, "));
    }
    if (asked == Mode.AUTO) {
      return converged
          ? new Decision(Mode.PRE_COPY, "pre-copy, because " + measured, rounds)
          : new Decision(
              Mode.HYBRID, "hybrid, because pre-copy does not converge: " + measured, rounds);
    }
    String note = converged || asked == Mode.HYBRID ? "" : "; it does not converge";
    return new Decision(
        asked, "%s, as asked%s: %s".formatted(asked.word(), note, measured), rounds);
  }

  private static String measured(RoundPolicy policy, int rounds) {
    if (rounds < 2) {
      return "after 1 round the destination gets %s/s, and what it writes meanwhile is not known"
          .formatted(mebibytes(policy.throughput()));
    }
    return "after %d rounds it writes %s/s, the destination gets %s/s, and the rest would take %d ms"
        .formatted(
            rounds,
            mebibytes(policy.dirtyRate()),
            mebibytes(policy.throughput()),
            Math.round(policy.restMillis()));
  }

  private static String mebibytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / (1 << 20));
  }
}
