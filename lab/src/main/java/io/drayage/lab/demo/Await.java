package io.drayage.lab.demo;

import io.drayage.platform.retry.Retry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that becomes true by itself. */
final class Await {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private Await() {}

  /**
   * Asks again and again until {@code condition} holds.
   *
   * @param clock tells when the limit is reached
   * @param container whose logs tell why it does not
   * @param what names the condition in the error, for example {@code answers}
   * @throws DemoException when it does not hold within {@code limit}
   */
  static void until(
      Clock clock, String container, String what, Duration limit, BooleanSupplier condition)
      throws InterruptedException {
    try {
      Retry.within(limit)
          .pausing(PAUSE, PAUSE)
          .when(NotYet.class::isInstance)
          .call(
              clock,
              () -> {
                if (!condition.getAsBoolean()) {
                  throw new NotYet();
                }
                return true;
              });
    } catch (NotYet e) {
      throw neverDid(container, what, limit);
    }
  }

  /** The error for a container that did not do something in time. */
  static DemoException neverDid(String container, String what, Duration limit) {
    return new DemoException(
        "waited %d s in vain until %s %s: run the demo with --keep, then see dray logs %s"
            .formatted(limit.toSeconds(), container, what, container));
  }

  private static final class NotYet extends Exception {}
}
