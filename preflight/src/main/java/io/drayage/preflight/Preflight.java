package io.drayage.preflight;

import io.drayage.preflight.check.Checks;
import io.drayage.preflight.check.Situation;

/** Answers whether a container would run on another host. Pure and thread-safe. */
public final class Preflight {
  private Preflight() {}

  /** Makes every check; microseconds, as they only compare. */
  public static Report check(Situation situation) {
    return new Report(Checks.all().stream().map(check -> check.look(situation)).toList());
  }
}
