package io.drayage.agent.migration;

/** Measures laps on the monotonic clock. Owned by one thread. */
final class StopWatch {
  private volatile long last = System.nanoTime();

  /** Milliseconds since the last lap, or since the watch was made; at least 1 for any work. */
  long lap() {
    long lap = sinceLap();
    last = System.nanoTime();
    return lap;
  }

  /** Milliseconds since the last lap, without beginning another. May be called by any thread. */
  long sinceLap() {
    return Math.max(1, Math.round((System.nanoTime() - last) / 1e6));
  }
}
