package io.drayage.runtime;

/**
 * A checkpoint for which everything was made ready while the container ran. Taken once; owned by
 * one thread at a time. Closing it before that gives it up; the container is not touched.
 */
public interface PreparedCheckpoint extends AutoCloseable {
  /**
   * Dumps the frozen container, all but the content of its private anonymous memory, and leaves it
   * frozen, whether that succeeds or not. That content stays in the frozen tasks; the images'
   * pagemaps list it as lazy.
   *
   * @throws RuntimeFailure when it cannot be dumped
   */
  void take();

  @Override
  void close();
}
