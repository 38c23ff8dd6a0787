package io.drayage.bench.mover;

import java.net.InetSocketAddress;

/** A workload that runs on the source and may be moved once. One thread; closing it removes it. */
public interface Placed extends AutoCloseable {
  /** Where it answers, before the move and after it. */
  InetSocketAddress address();

  /**
   * Moves it, and returns when the destination has all of it.
   *
   * @throws MoverException when it was not moved
   */
  Timings move() throws InterruptedException;

  @Override
  void close();
}
