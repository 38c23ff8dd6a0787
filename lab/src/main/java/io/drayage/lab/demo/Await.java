package io.drayage.lab.demo;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for something that becomes true by itself. */
final class Await {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private Await() {}

  /**
   * Asks again and again until {@code condition} holds; an exception counts as not yet.
   *
   * @param what names it in the error, for example {@code redis answers}
   */
  static void until(String what, Duration limit, Callable<Boolean> condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    String reason = "";
    while (true) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        reason = " (" + e.getMessage() + ")";
      }
      if (System.nanoTime() > deadline) {
        throw new DemoException(
            "waited "
                + limit.toSeconds()
                + " s in vain until "
                + what
                + reason
                + ": run the demo with --keep and look into the container with dray logs");
      }
      Thread.sleep(PAUSE);
    }
  }
}
