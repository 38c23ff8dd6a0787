package io.drayage.transfer.stream;

import java.util.concurrent.locks.LockSupport;

/** Spreads bytes over time. Owned by the thread that writes them. */
final class RateLimit {
  /** How far behind its time a sender may catch up, in nanoseconds. */
  private static final long BURST_NANOS = 20_000_000;

  private final double nanosPerByte;
  private long due = System.nanoTime();

  private RateLimit(double nanosPerByte) {
    this.nanosPerByte = nanosPerByte;
  }

  /**
   * A limit.
   *
   * @param bytesPerSecond 0 means none
   */
  static RateLimit of(long bytesPerSecond) {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("a limit of %d bytes/s".formatted(bytesPerSecond));
    }
    return new RateLimit(bytesPerSecond == 0 ? 0 : 1e9 / bytesPerSecond);
  }

  /** Time that the limit gives each byte, in nanoseconds; 0 when there is none. */
  double nanosPerByte() {
    return nanosPerByte;
  }

  /** Waits until so many bytes may go. */
  void await(int bytes) {
    if (nanosPerByte == 0) {
      return;
    }
    due = Math.max(due, System.nanoTime() - BURST_NANOS) + (long) (bytes * nanosPerByte);
    long wait = due - System.nanoTime();
    while (wait > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(wait);
      wait = due - System.nanoTime();
    }
  }
}
