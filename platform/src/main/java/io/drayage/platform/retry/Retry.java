package io.drayage.platform.retry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/**
 * When and how often something that failed is tried again: exponential back-off with jitter, until
 * a number of attempts or a deadline, for the failures that a predicate names. Immutable.
 *
 * @param attempts the most attempts, 1 or more
 * @param deadline no attempt starts later than this after the first
 * @param firstDelay the pause after the first failure; it doubles with each
 * @param longestDelay the longest pause
 * @param jitter the share of a pause that chance may take off it, 0 to 1, so that many callers do
 *     not come back at once
 * @param retryable which failures are tried again; others are thrown at once
 */
public record Retry(
    int attempts,
    Duration deadline,
    Duration firstDelay,
    Duration longestDelay,
    double jitter,
    Predicate<? super Exception> retryable) {
  /** Waits; {@link Thread#sleep(Duration)} outside tests. */
  @FunctionalInterface
  public interface Sleeper {
    /** Blocks this thread for so long. */
    void sleep(Duration duration) throws InterruptedException;
  }

  public Retry {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is 1 or more, not " + attempts);
    }
    if (jitter < 0 || jitter > 1) {
      throw new IllegalArgumentException("jitter is 0 to 1, not " + jitter);
    }
  }

  /** At most so many attempts: 100 ms doubling to 5 s, half of it jitter, for every failure. */
  public static Retry attempts(int attempts) {
    return new Retry(
        attempts,
        Duration.ofDays(365),
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        0.5,
        _ -> true);
  }

  /** As many attempts as start within so long; the same pauses as {@link #attempts(int)}. */
  public static Retry within(Duration deadline) {
    Retry base = attempts(Integer.MAX_VALUE);
    return new Retry(
        base.attempts, deadline, base.firstDelay, base.longestDelay, base.jitter, base.retryable);
  }

  /** The same with other pauses. */
  public Retry pausing(Duration first, Duration longest) {
    return new Retry(attempts, deadline, first, longest, jitter, retryable);
  }

  /** The same for some failures only. */
  public Retry when(Predicate<? super Exception> failures) {
    return new Retry(attempts, deadline, firstDelay, longestDelay, jitter, failures);
  }

  /**
   * What is tried.
   *
   * @param <T> what it gives
   * @param <X> what it fails with beside unchecked exceptions
   */
  @FunctionalInterface
  public interface Attempt<T, X extends Exception> {
    /** Tries once. */
    T call() throws X, InterruptedException;
  }

  /** Calls, again where this policy says so, with pauses that block this thread. */
  public <T, X extends Exception> T call(Clock clock, Attempt<T, X> action)
      throws X, InterruptedException {
    return call(clock, Thread::sleep, ThreadLocalRandom.current()::nextDouble, action);
  }

  /**
   * Calls, again where this policy says so.
   *
   * @param chance a number from 0 to 1 for each pause's jitter
   * @throws X the last attempt's failure
   * @throws InterruptedException when interrupted while pausing
   */
  public <T, X extends Exception> T call(
      Clock clock, Sleeper sleeper, DoubleSupplier chance, Attempt<T, X> action)
      throws X, InterruptedException {
    Instant last = clock.instant().plus(deadline);
    Duration delay = firstDelay;
    for (int attempt = 1; ; attempt++) {
      try {
        return action.call();
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        Duration pause = pause(delay, chance.getAsDouble());
        if (attempt >= attempts
            || !retryable.test(e)
            || clock.instant().plus(pause).isAfter(last)) {
          throw e;
        }
        sleeper.sleep(pause);
        delay =
            delay.multipliedBy(2).compareTo(longestDelay) > 0
                ? longestDelay
                : delay.multipliedBy(2);
      }
    }
  }

  private Duration pause(Duration delay, double chance) {
    return Duration.ofNanos((long) (delay.toNanos() * (1 - jitter * chance)));
  }
}
