package io.drayage.transfer.track;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.foreign.Injection;
import io.drayage.platform.foreign.PageQuery;
import io.drayage.platform.foreign.SystemCallException;
import io.drayage.transfer.page.TaskId;
import java.io.IOException;
import java.util.List;

/** Tracks one task by write protection. A mapping is registered in the first round it is seen. */
final class WriteProtectTask implements TaskTracker {
  /** All populated pages, protecting those that are not. */
  private static final PageQuery TAKE_ALL =
      new PageQuery(0, 0, PageQuery.PRESENT | PageQuery.SWAPPED, 0, true, true);

  private final TaskId task;
  private final Injection injection;
  private final AddressSpace memory;
  private final PageReader reader;
  private long stoppedNanos;
  private boolean direct;

  /** Pages that are protected, or may be, and were not handed over. */
  private PageRuns owed = new PageRuns();

  private WriteProtectTask(TaskId task, Injection injection, PageReader reader) {
    this.task = task;
    this.injection = injection;
    this.memory = injection.memory();
    this.reader = reader;
    this.stoppedNanos = injection.stoppedNanos();
  }

  /**
   * Begins to track a task, with all its present mappings registered.
   *
   * @throws IOException when that does not work, as where two processes share their memory, of
   *     which one only can be tracked so
   */
  static WriteProtectTask open(TaskId task, PageReader reader) throws IOException {
    Injection injection = Injection.into(task.hostPid());
    boolean done = false;
    try {
      for (Mapping mapping : Mapping.parse(injection.memory().maps())) {
        register(injection, mapping);
      }
      done = true;
      return new WriteProtectTask(task, injection, reader);
    } finally {
      if (!done) {
        injection.close();
      }
    }
  }

  private static void register(Injection injection, Mapping mapping) throws IOException {
    try {
      injection.protection().register(mapping.start(), mapping.end());
    } catch (SystemCallException e) {
      // Scanning shared memory twice would take the one process's written pages for the other's.
      if (e.busy() || e.gone()) {
        throw e;
      }
      // Unmapped meanwhile.
    }
  }

  @Override
  public boolean mark() throws IOException {
    List<Mapping> mappings = Mapping.parse(memory.maps());
    if (mappings.isEmpty()) {
      return false;
    }
    try {
      keepPopulated();
      for (Mapping mapping : mappings) {
        protect(mapping);
      }
    } catch (SystemCallException e) {
      if (e.gone()) {
        return false;
      }
      throw e;
    }
    direct = direct || DirectTransfers.possible(task.hostPid());
    return true;
  }

  @Override
  public boolean dependable() {
    return !direct;
  }

  /** Forgets pages that an earlier round left over and that are not there any more. */
  private void keepPopulated() throws IOException {
    var there = new PageRuns();
    PageRuns left = owed.normalised();
    for (int run = 0; run < left.count(); run++) {
      memory.scan(
          PageQuery.POPULATED,
          left.start(run),
          left.end(run),
          (start, end, categories) -> there.add(start, end));
    }
    owed = there;
  }

  private void protect(Mapping mapping) throws IOException {
    long start = mapping.start();
    long end = mapping.end();
    try {
      memory.scan(PageQuery.TAKE_WRITTEN, start, end, this::owe);
      return;
    } catch (SystemCallException e) {
      if (!e.refused()) {
        throw e;
      }
      // New, or moved here, or replaced: not registered as a whole.
    }
    try {
      injection.protection().register(start, end);
      memory.scan(TAKE_ALL, start, end, this::owe);
    } catch (SystemCallException e) {
      if (e.gone()) {
        throw e;
      }
      // Unmapped or changed meanwhile, or another userfaultfd's: what cannot be tracked is handed
      // over in every round. Whatever the failed scan protected is among it.
      memory.scan(PageQuery.POPULATED, start, end, this::owe);
    }
  }

  private void owe(long start, long end, long categories) {
    owe(start, end);
  }

  @Override
  public void owe(long start, long end) {
    owed.add(start, end);
  }

  @Override
  public long deliver(PageSink sink) throws IOException {
    var handed = new long[1];
    PageReader.Outcome outcome =
        reader.read(
            memory,
            owed.normalised(),
            (address, content) -> {
              long count = content.remaining() / AddressSpace.PAGE;
              sink.pages(task, address, content);
              handed[0] += count;
            });
    owed = outcome.left();
    outcome.orThrow();
    return handed[0];
  }

  @Override
  public boolean alive() throws IOException {
    return !memory.maps().isEmpty();
  }

  @Override
  public TaskPages changed() throws IOException {
    var written = new PageRuns();
    var unchanged = new PageRuns();
    for (Mapping mapping : Mapping.parse(memory.maps())) {
      var mappingWritten = new PageRuns();
      var mappingUnchanged = new PageRuns();
      try {
        memory.scan(
            PageQuery.TELL_WRITTEN,
            mapping.start(),
            mapping.end(),
            (start, end, categories) ->
                (categories == 0 ? mappingUnchanged : mappingWritten).add(start, end));
        written.addAll(mappingWritten);
        unchanged.addAll(mappingUnchanged);
      } catch (SystemCallException e) {
        if (!e.refused()) {
          throw e;
        }
        memory.scan(
            PageQuery.POPULATED,
            mapping.start(),
            mapping.end(),
            (start, end, categories) -> written.add(start, end));
      }
    }
    PageRuns kept = unchanged.normalised().minus(owed.normalised());
    written.addAll(unchanged.normalised().minus(kept));
    return new TaskPages(task, written.normalised().ranges(), kept.ranges());
  }

  @Override
  public long stoppedNanos() {
    long nanos = stoppedNanos;
    stoppedNanos = 0;
    return nanos;
  }

  @Override
  public void close() {
    try {
      for (Mapping mapping : Mapping.parse(memory.maps())) {
        try {
          // The kernel does so when the last descriptor is closed; a child that was forked in the
          // instant of the injection may still have one.
          injection.protection().unregister(mapping.start(), mapping.end());
        } catch (SystemCallException e) {
          // Not ours or gone.
        }
      }
    } catch (IOException e) {
      // Gone.
    }
    injection.close();
  }
}
