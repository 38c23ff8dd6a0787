package io.drayage.controller.migration;

/** Has migrations carried out, each by one thread of one controller. Thread-safe. */
interface Dispatch extends AutoCloseable {
  /** Has a migration carried out, now or once its lease is free; returns at once. */
  void offer(String migration);

  @Override
  void close();
}
