package io.drayage.agent.migration;

/** Measures laps on the monotonic clock. Owned by one thread. */
final class StopWatch {
  private long last = System.nanoTime();

  /** Milliseconds since the last lap, or since the watch was made; at least 1 for any work. */
  long lap() {
    long now = System.nanoTime();
    long lap = now - last;
    last = now;
    return Math.max(1, Math.round(lap / 1e6));
  }
}
