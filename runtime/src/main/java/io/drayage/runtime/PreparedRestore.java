package io.drayage.runtime;

import java.time.Duration;

/**
 * A restore for which everything was made ready before the checkpoint arrives. Begun once; owned by
 * one thread at a time. Closing it before that gives it up, and leaves its control group behind.
 */
public interface PreparedRestore extends AutoCloseable {
  /**
   * Restores the container and holds its tasks stopped until the hold is decided.
   *
   * @param lease how long the tasks are held at most; without a decision they are killed
   * @param pages who answers the tasks' faults for the pages that the images list as lazy
   * @throws RuntimeFailure when it cannot be restored; nothing of it runs then
   */
  HeldRestore begin(Duration lease, LazyPages pages);

  @Override
  void close();
}
