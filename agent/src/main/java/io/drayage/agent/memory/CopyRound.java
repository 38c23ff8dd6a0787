package io.drayage.agent.memory;

import io.drayage.transfer.page.PageRun;

/**
 * How a round of copying memory went.
 *
 * @param number from 1
 * @param pages sent in it
 * @param nanos how long it took, in nanoseconds
 */
record CopyRound(int number, long pages, long nanos) {
  /** Bytes of memory sent. */
  long bytes() {
    return pages * PageRun.PAGE;
  }

  double seconds() {
    return Math.max(nanos, 1) / 1e9;
  }
}
