package io.drayage.lab.demo.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Measures the client-visible gap: the longest time between two successive successful answers, on
 * one monotonic clock. Failed requests do not count as answers, so an outage is one gap, however
 * often the client asked meanwhile. Safe for use by several threads.
 */
public final class GapMeter {

  private final LongSupplier nanoClock;
  private long answers;
  private long previous;
  private long longest;

  /** Measures on {@code nanoClock}: {@code System::nanoTime} unless a test says otherwise. */
  public GapMeter(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Notes a successful answer, now. */
  public synchronized void answered() {
    long now = nanoClock.getAsLong();
    if (answers > 0) {
      longest = Math.max(longest, now - previous);
    }
    answers++;
    previous = now;
    notifyAll();
  }

  /**
   * Begins to measure anew and returns the longest gap until now. The last answer still counts as
   * the beginning of the next gap.
   */
  public synchronized Duration restart() {
    Duration until = longest();
    longest = 0;
    return until;
  }

  /**
   * The longest gap since the beginning or the last {@link #restart()}; zero before two answers.
   */
  public synchronized Duration longest() {
    return Duration.ofNanos(longest);
  }

  /** How many answers there were since the beginning. */
  public synchronized long answers() {
    return answers;
  }

  /**
   * Waits until {@code more} further answers came.
   *
   * @return false when they did not come within {@code limit}
   */
  public synchronized boolean awaitAnswers(long more, Duration limit) throws InterruptedException {
    long wanted = answers + more;
    long deadline = System.nanoTime() + limit.toNanos();
    while (answers < wanted) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
