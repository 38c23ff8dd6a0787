package io.drayage.transfer.track;

import java.io.IOException;

/**
 * Stops a container for a moment, as by its cgroup's freezer: soft-dirty bits cannot be read and
 * cleared in one step, so a write between the two would be lost.
 */
@FunctionalInterface
public interface Pause {
  /**
   * Returns once no task of the container runs, until the result is closed.
   *
   * @throws IOException when it cannot be stopped; it runs on
   */
  Held hold() throws IOException;

  /** A container that is held. */
  @FunctionalInterface
  interface Held extends AutoCloseable {
    /** Lets it run. */
    @Override
    void close() throws IOException;
  }

  /** For trackers that need none. */
  static Pause none() {
    return () -> () -> {};
  }
}
