package io.drayage.transfer.stream;

import io.drayage.transfer.page.PageRun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Pages that were written to a stream and that its receiver is not known to have. Owned by the
 * thread that writes.
 */
final class UnderWay {
  private record Batch(long end, List<PageRun> runs) {}

  private final ArrayDeque<Batch> batches = new ArrayDeque<>();

  /**
   * Notes pages that are about to be written.
   *
   * @param end payload bytes that the stream has carried when it has carried them
   */
  void wrote(long end, List<PageRun> runs) {
    batches.add(new Batch(end, runs));
  }

  /** Forgets what the receiver has, by its word on how many payload bytes it took in. */
  void received(long total) {
    while (!batches.isEmpty() && batches.element().end() <= total) {
      batches.remove();
    }
  }

  /** Forgets all: the receiver has it. */
  void clear() {
    batches.clear();
  }

  /** What the receiver may lack. */
  List<PageRun> runs() {
    var runs = new ArrayList<PageRun>();
    batches.forEach(batch -> runs.addAll(batch.runs()));
    return runs;
  }
}
