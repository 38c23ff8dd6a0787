package io.drayage.transfer.page;

import java.util.ArrayList;
import java.util.List;

/** Collects pages of one task that come in order, as few runs. Owned by one thread. */
final class RunsInOrder {
  private final int pid;
  private final List<PageRun> runs = new ArrayList<>();
  private long begin;
  private long end;

  RunsInOrder(int pid) {
    this.pid = pid;
  }

  /** Adds the pages of some numbers, the second one exclusive; none lies before one added. */
  void add(long from, long until) {
    if (from != end) {
      close();
      begin = from;
    }
    end = until;
  }

  List<PageRun> finish() {
    close();
    return runs;
  }

  private void close() {
    if (begin < end) {
      runs.addAll(new PageRange(begin * PageRange.PAGE, end - begin).runs(pid));
    }
    begin = end;
  }
}
