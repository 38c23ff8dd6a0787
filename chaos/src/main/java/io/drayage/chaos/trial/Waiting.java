package io.drayage.chaos.trial;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what comes about by itself. */
final class Waiting {
  private static final long PERIOD_MILLIS = 50;

  private Waiting() {}

  /** Waits at most so long, and returns whether it came about. */
  static boolean until(Duration limit, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(PERIOD_MILLIS);
    }
    return true;
  }
}
