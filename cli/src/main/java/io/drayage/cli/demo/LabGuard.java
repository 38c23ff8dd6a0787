package io.drayage.cli.demo;

import io.drayage.lab.demo.DemoLab;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes the demonstration's lab down at the end, and also when the program is interrupted: then it
 * interrupts the thread that made it, waits until that thread has cleaned up, and cleans up itself
 * when that takes too long.
 */
final class LabGuard implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final DemoLab lab;
  private final Thread owner = Thread.currentThread();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "demo-cleanup");
  private volatile boolean keep;
  private volatile boolean interrupted;

  /** Guards {@code lab} from now on. */
  LabGuard(DemoLab lab) {
    this.lab = lab;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Leaves the lab up at the end, unless the program is interrupted. */
  void keep() {
    keep = true;
  }

  private void interrupted() {
    interrupted = true;
    owner.interrupt();
    try {
      if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        lab.down();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    // The interruption has done its work; it must not disturb the clean-up.
    boolean wasInterrupted = Thread.interrupted();
    try {
      if (!keep || interrupted) {
        lab.down();
      }
    } finally {
      ended.countDown();
      removeHook();
      if (wasInterrupted) {
        owner.interrupt();
      }
    }
  }

  private void removeHook() {
    if (!interrupted) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        // the program is ending just now, and the hook will find that all is done
      }
    }
  }
}
