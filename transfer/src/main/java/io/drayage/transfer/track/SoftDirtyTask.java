package io.drayage.transfer.track;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.foreign.SystemCallException;
import io.drayage.transfer.page.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tracks one task by the kernel's soft-dirty bits (Documentation/admin-guide/mm/soft-dirty.rst).
 * The task must be held while its pages are marked.
 */
final class SoftDirtyTask implements TaskTracker {
  private final TaskId task;
  private final PageReader reader;
  private boolean seen;

  /** Pages whose bits were cleared and that were not handed over. */
  private PageRuns owed = new PageRuns();

  SoftDirtyTask(TaskId task, PageReader reader) {
    this.task = task;
    this.reader = reader;
  }

  @Override
  public boolean mark() throws IOException {
    try (AddressSpace memory = AddressSpace.open(task.hostPid())) {
      List<Mapping> mappings = Mapping.parse(memory.maps());
      if (mappings.isEmpty()) {
        return false;
      }
      owed.addAll(
          seen
              ? PagemapEntries.find(memory, mappings, PagemapEntries.SOFT_DIRTY)
              : PagemapEntries.find(memory, mappings, 0));
      clear(task.hostPid());
      seen = true;
      return true;
    } catch (SystemCallException e) {
      if (e.gone()) {
        return false;
      }
      throw e;
    }
  }

  /** Clears all soft-dirty bits of a process. */
  static void clear(int pid) throws IOException {
    Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "4");
  }

  @Override
  public long deliver(PageSink sink) throws IOException {
    try (AddressSpace memory = AddressSpace.open(task.hostPid())) {
      PageRuns populated = PagemapEntries.find(memory, Mapping.parse(memory.maps()), 0);
      PageRuns noted = owed.normalised();
      PageRuns pages = populated.minus(populated.minus(noted));
      var handed = new long[1];
      PageReader.Outcome outcome =
          reader.read(
              memory,
              pages,
              (address, content) -> {
                long count = content.remaining() / AddressSpace.PAGE;
                sink.pages(task, address, content);
                handed[0] += count;
              });
      owed = outcome.left();
      outcome.orThrow();
      return handed[0];
    } catch (SystemCallException e) {
      if (e.gone()) {
        return 0;
      }
      throw e;
    }
  }

  @Override
  public void owe(long start, long end) {
    owed.add(start, end);
  }

  @Override
  public boolean alive() {
    return seen;
  }

  @Override
  public TaskPages changed() throws IOException {
    try (AddressSpace memory = AddressSpace.open(task.hostPid())) {
      List<Mapping> mappings = Mapping.parse(memory.maps());
      PageRuns populated = PagemapEntries.find(memory, mappings, 0);
      PageRuns written = PagemapEntries.find(memory, mappings, PagemapEntries.SOFT_DIRTY);
      PageRuns unchanged = populated.minus(written).minus(owed.normalised());
      return new TaskPages(task, populated.minus(unchanged).ranges(), unchanged.ranges());
    }
  }

  @Override
  public void close() {
    // The bits stay as they are; nobody else reads them.
  }
}
