package io.drayage.lab.demo.workload;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Time that passes on the clock that the clients use. */
public final class Passing {

  private Passing() {}

  /** Returns once at least so much time has passed. */
  public static void of(Duration time) {
    long begin = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> System.nanoTime() - begin >= time.toNanos());
  }
}
