package io.drayage.controller.migration;

import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.protection.Clearance;
import io.drayage.trust.TrustException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a move's verdict again and again while a long step runs, and breaks the step off when it
 * is refused. Thread-safe.
 */
final class VerdictWatch {
  private static final Logger LOG = LoggerFactory.getLogger(VerdictWatch.class);
  private static final Duration EACH = Duration.ofSeconds(1);

  private final Clearance clearance;
  private final Runnable breakOff;
  private final AtomicReference<Optional<TrustException>> refusal =
      new AtomicReference<>(Optional.empty());

  /**
   * Watches over a clearance.
   *
   * @param breakOff makes the step fail; called by the watch's own thread
   */
  VerdictWatch(Clearance clearance, Runnable breakOff) {
    this.clearance = clearance;
    this.breakOff = breakOff;
  }

  /**
   * Waits for a step.
   *
   * @throws TrustException when the step failed because the verdict was refused meanwhile
   */
  <T> T over(String migration, Supplier<T> step) {
    Thread watch = Thread.ofVirtual().name("verdict " + migration).start(this::watch);
    try {
      return step.get();
    } catch (RuntimeException e) {
      throw refusal.get().<RuntimeException>map(refused -> refused).orElse(e);
    } finally {
      watch.interrupt();
    }
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(EACH);
        clearance.recheck();
      }
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
    } catch (TrustException e) {
      if (Thread.currentThread().isInterrupted()) {
        // The step has ended; whoever waited for it decides once more.
        return;
      }
      refusal.set(Optional.of(e));
      LOG.warn("A copy is broken off: {}", e.getMessage());
      try {
        breakOff.run();
      } catch (AgentFailure lost) {
        LOG.warn("The source was not told: {}", lost.getMessage());
      }
    }
  }
}
