package io.drayage.transfer.track;

import java.io.IOException;

/** Finds the written pages of one task; see {@link DirtyTracker}. */
interface TaskTracker extends AutoCloseable {
  /**
   * First step of a round: notes which pages were written, and from when on the next round counts.
   *
   * @return false when the task's memory is gone: it ended or executes another program
   */
  boolean mark() throws IOException;

  /** Second step of a round: hands the noted pages over, and returns how many. */
  long deliver(PageSink sink) throws IOException;

  /** Whether the memory that was marked is still the task's. */
  boolean alive() throws IOException;

  /** Which pages differ from what was handed over. */
  TaskPages changed() throws IOException;

  /** Counts pages as written: {@link DirtyTracker#again}. */
  void owe(long start, long end);

  /**
   * Whether what this finds is all there is; asked after {@link #mark}. When not, the task must be
   * compared by its contents from then on.
   */
  default boolean dependable() {
    return true;
  }

  /** How long the task was stopped since this was asked last, in nanoseconds. */
  default long stoppedNanos() {
    return 0;
  }

  @Override
  void close();
}
