package io.drayage.transfer.track;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.foreign.PageQuery;
import io.drayage.platform.foreign.SystemCallException;
import io.drayage.transfer.page.TaskId;
import java.io.IOException;
import java.util.List;

/** Finds the populated pages of a task's mappings, which are those with contents. */
final class Populated {
  private Populated() {}

  /** All pages of a task that no round has seen, for {@link DirtyTracker#changed()}. */
  static TaskPages unseen(TaskId task) throws IOException {
    try (AddressSpace memory = AddressSpace.open(task.hostPid())) {
      return new TaskPages(task, find(memory, Mapping.parse(memory.maps())).ranges(), List.of());
    } catch (SystemCallException e) {
      if (e.gone()) {
        return new TaskPages(task, List.of(), List.of());
      }
      throw e;
    }
  }

  static PageRuns find(AddressSpace memory, List<Mapping> mappings) throws IOException {
    var pages = new PageRuns();
    try {
      for (Mapping mapping : mappings) {
        memory.scan(
            PageQuery.POPULATED,
            mapping.start(),
            mapping.end(),
            (start, end, categories) -> pages.add(start, end));
      }
      return pages;
    } catch (SystemCallException e) {
      if (!e.unsupported()) {
        throw e;
      }
    }
    return PagemapEntries.find(memory, mappings, 0);
  }
}
