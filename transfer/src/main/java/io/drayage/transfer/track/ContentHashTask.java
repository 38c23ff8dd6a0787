package io.drayage.transfer.track;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.foreign.SystemCallException;
import io.drayage.transfer.page.TaskId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Tracks one task by reading all its memory and comparing hashes; never stops it. */
final class ContentHashTask implements TaskTracker {
  private final TaskId task;
  private final PageReader reader;
  private final PageHashes hashes = new PageHashes();

  ContentHashTask(TaskId task, PageReader reader) {
    this.task = task;
    this.reader = reader;
  }

  @Override
  public boolean mark() {
    return true; // what counts is what is read
  }

  @Override
  public boolean alive() {
    return true; // another program's pages differ, or are the same
  }

  @Override
  public long deliver(PageSink sink) throws IOException {
    var handed = new long[1];
    eachPart((address, content) -> {
      List<HashValue128> run = new ArrayList<>();
      for (int offset = 0; offset < content.limit(); offset += AddressSpace.PAGE) {
        HashValue128 hash = hashes.hash(content, offset);
        if (hashes.same(address + offset, hash)) {
          handed[0] += hand(sink, address, content, offset, run);
        } else {
          run.add(hash);
        }
      }
      handed[0] += hand(sink, address, content, content.limit(), run);
    });
    return handed[0];
  }

  /** Hands over the pages before an offset whose hashes these are, then notes them. */
  private int hand(PageSink sink, long address, ByteBuffer content, int end, List<HashValue128> run)
      throws IOException {
    int pages = run.size();
    if (pages > 0) {
      int start = end - pages * AddressSpace.PAGE;
      sink.pages(task, address + start, content.slice(start, end - start));
      for (int i = 0; i < pages; i++) {
        hashes.put(address + start + (long) i * AddressSpace.PAGE, run.get(i));
      }
      run.clear();
    }
    return pages;
  }

  @Override
  public void owe(long start, long end) {
    hashes.forget(start, end);
  }

  @Override
  public TaskPages changed() throws IOException {
    var written = new PageRuns();
    var unchanged = new PageRuns();
    PageRuns unread =
        eachPart((address, content) -> {
          for (int offset = 0; offset < content.limit(); offset += AddressSpace.PAGE) {
            long at = address + offset;
            boolean same = hashes.same(at, hashes.hash(content, offset));
            (same ? unchanged : written).add(at, at + AddressSpace.PAGE);
          }
        });
    written.addAll(unread);
    return new TaskPages(task, written.normalised().ranges(), unchanged.ranges());
  }

  /** Reads all populated pages; returns those that could not be read. */
  private PageRuns eachPart(PageReader.Part part) throws IOException {
    try (AddressSpace memory = AddressSpace.open(task.hostPid())) {
      PageRuns pages = Populated.find(memory, Mapping.parse(memory.maps()));
      PageReader.Outcome outcome = reader.read(memory, pages, part);
      outcome.orThrow();
      return outcome.left();
    } catch (SystemCallException e) {
      if (e.gone()) {
        return new PageRuns();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    // Nothing was done to the task.
  }
}
