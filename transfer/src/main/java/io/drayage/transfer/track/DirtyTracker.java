package io.drayage.transfer.track;

import io.drayage.transfer.page.PageRun;
import java.io.IOException;
import java.util.List;

/**
 * Finds which pages of a container's tasks were written since the last round: the populated pages
 * of their private anonymous mappings, which are those that CRIU restores lazily. Processes and
 * mappings may come and go at any time. Owned by one thread at a time, a platform thread.
 */
public interface DirtyTracker extends AutoCloseable {
  /**
   * Hands over the pages written since the previous round, and every populated page of a task or
   * mapping that is new. A write that races with a round is found by the next. After a failure the
   * pages that were not handed over count as written, so the next round makes up for it.
   *
   * @throws IOException when the sink fails
   */
  RoundFigures round(PageSink sink) throws IOException;

  /**
   * Has the next round hand over pages once more, as if they had been written: those of earlier
   * rounds that were lost on their way. Tasks that have ended since are none of its concern.
   */
  void again(List<PageRun> lost);

  /**
   * Tells the pages written since the last round, without reading them where the kernel knows, and
   * without changing anything: for a frozen container. A task or mapping that no round has seen
   * counts as written as a whole.
   */
  DirtyPages changed() throws IOException;

  /** The way it finds written pages; a task for which that fails is compared by hashes instead. */
  TrackerKind kind();

  /**
   * Ends tracking and leaves no trace in the tasks. Works on a frozen container; CRIU may have
   * dumped it before.
   */
  @Override
  void close();
}
