package io.drayage.transfer.memory;

import static io.drayage.transfer.page.ChunkBits.WORDS;

import io.drayage.transfer.memory.Chunks.Mark;
import io.drayage.transfer.page.ChunkBits;
import io.drayage.transfer.page.PageRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pages of one task that the cache holds, misses or has placed. Thread-safe. */
final class TaskPages implements AutoCloseable {
  /** A run of pages in one chunk, the end exclusive. */
  record Run(int chunk, int from, int to) {
    int pages() {
      return to - from;
    }
  }

  /** What a fault can be answered with. */
  enum Answer {
    NOT_LAZY,
    CONTENT,
    ZERO,
    MISSING
  }

  private final int pid;
  private final Path directory;
  private final Chunks chunks;
  private final List<Placement> placements = new ArrayList<>();
  private boolean sealed;
  private long lazy;
  private long missing;

  TaskPages(Path directory, int pid, boolean sealed) throws IOException {
    this.pid = pid;
    this.directory = directory;
    this.chunks = new Chunks(directory, pid);
    this.sealed = sealed;
    if (sealed) {
      count();
    }
  }

  int pid() {
    return pid;
  }

  synchronized void put(long address, ByteBuffer content) throws IOException {
    long pages = content.remaining() / PageRange.PAGE;
    for (Run run : runs(address, pages)) {
      if (run.chunk() < 0) {
        content.position(content.position() + run.pages() * PageRange.PAGE);
      } else if (sealed) {
        putMissing(run, content);
      } else {
        write(run, content);
      }
    }
  }

  private void putMissing(Run run, ByteBuffer content) throws IOException {
    long[] wanted = missing(run.chunk());
    int base = content.position();
    int page = ChunkBits.next(wanted, run.from(), true);
    while (page < run.to()) {
      int end = Math.min(ChunkBits.next(wanted, page, false), run.to());
      content.position(base + (page - run.from()) * PageRange.PAGE);
      write(new Run(run.chunk(), page, end), content);
      missing -= end - page;
      page = ChunkBits.next(wanted, end, true);
    }
    content.position(base + run.pages() * PageRange.PAGE);
  }

  private void write(Run run, ByteBuffer content) throws IOException {
    int limit = content.limit();
    content.limit(content.position() + run.pages() * PageRange.PAGE);
    chunks.write(run.chunk(), run.from(), content);
    content.limit(limit);
    chunks.mark(run.chunk(), Mark.ZERO, run.from(), run.to(), false);
    chunks.mark(run.chunk(), Mark.CONTENT, run.from(), run.to(), true);
  }

  synchronized void putZero(long address, long pages) throws IOException {
    for (Run run : runs(address, pages)) {
      if (run.chunk() < 0) {
        continue;
      }
      if (sealed) {
        long[] wanted = missing(run.chunk());
        for (int page = run.from(); page < run.to(); page++) {
          if (ChunkBits.get(wanted, page)) {
            chunks.mark(run.chunk(), Mark.ZERO, page, page + 1, true);
            missing--;
          }
        }
      } else {
        drop(run);
        chunks.mark(run.chunk(), Mark.ZERO, run.from(), run.to(), true);
      }
    }
  }

  synchronized void invalidate(long address, long pages) throws IOException {
    if (sealed) {
      throw new IllegalStateException("the pages of task " + pid + " are sealed");
    }
    for (Run run : runs(address, pages)) {
      drop(run);
    }
  }

  private void drop(Run run) throws IOException {
    long[] content = chunks.bits(run.chunk(), Mark.CONTENT);
    chunks.mark(run.chunk(), Mark.CONTENT, run.from(), run.to(), false);
    chunks.mark(run.chunk(), Mark.ZERO, run.from(), run.to(), false);
    if (ChunkBits.next(content, run.from(), true) < run.to()) {
      chunks.free(run.chunk(), run.from(), run.to());
    }
  }

  /**
   * The chunks of a range. Before the seal they are begun if need be; after it unknown ones are
   * left out.
   */
  private List<Run> runs(long address, long pages) throws IOException {
    List<Run> runs = new ArrayList<>();
    long end = address + pages * PageRange.PAGE;
    for (long at = address; at < end; ) {
      long next = Math.min(Chunks.base(at) + Chunks.BYTES, end);
      int first = Chunks.page(at);
      int chunk = sealed ? chunks.find(at) : chunks.findOrAdd(at);
      runs.add(new Run(chunk, first, first + (int) ((next - at) / PageRange.PAGE)));
      at = next;
    }
    return runs;
  }

  /** Tells what the checkpoint leaves to be placed; all else that is held is dropped. */
  synchronized void seal(List<PageRange> ranges) throws IOException {
    if (sealed) {
      throw new IllegalStateException("the pages of task " + pid + " are sealed already");
    }
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      chunks.mark(chunk, Mark.LAZY, 0, Chunks.PAGES, false); // of a seal that was cut short
    }
    for (PageRange range : ranges) {
      for (Run run : runs(range.start(), range.pages())) {
        chunks.mark(run.chunk(), Mark.LAZY, run.from(), run.to(), true);
      }
    }
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      long[] lazyBits = chunks.bits(chunk, Mark.LAZY);
      int page = ChunkBits.next(lazyBits, 0, false);
      while (page < Chunks.PAGES) {
        int end = ChunkBits.next(lazyBits, page, true);
        drop(new Run(chunk, page, end));
        page = ChunkBits.next(lazyBits, end, false);
      }
    }
    sealed = true;
    count();
  }

  private void count() {
    lazy = 0;
    missing = 0;
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      lazy += ChunkBits.count(chunks.bits(chunk, Mark.LAZY));
      missing += ChunkBits.count(missing(chunk));
    }
  }

  private long[] missing(int chunk) {
    long[] wanted = chunks.bits(chunk, Mark.LAZY);
    long[] content = chunks.bits(chunk, Mark.CONTENT);
    long[] zero = chunks.bits(chunk, Mark.ZERO);
    long[] released = chunks.bits(chunk, Mark.RELEASED);
    for (int i = 0; i < WORDS; i++) {
      wanted[i] &= ~(content[i] | zero[i] | released[i]);
    }
    return wanted;
  }

  synchronized boolean holds(long address) {
    int chunk = chunks.find(address);
    int page = Chunks.page(address);
    return chunk >= 0
        && (ChunkBits.get(chunks.bits(chunk, Mark.CONTENT), page)
            || ChunkBits.get(chunks.bits(chunk, Mark.ZERO), page));
  }

  synchronized long missingPages() {
    return missing;
  }

  synchronized long lazyPages() {
    return lazy;
  }

  synchronized long heldPages() {
    long held = 0;
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      held += ChunkBits.count(chunks.bits(chunk, Mark.CONTENT));
      held += ChunkBits.count(chunks.bits(chunk, Mark.ZERO));
    }
    return held;
  }

  synchronized List<PageRange> missing() {
    List<PageRange> ranges = new ArrayList<>();
    for (var entry : chunks.byAddress().entrySet()) {
      long[] wanted = missing(entry.getValue());
      int page = ChunkBits.next(wanted, 0, true);
      while (page < Chunks.PAGES) {
        int end = ChunkBits.next(wanted, page, false);
        add(ranges, entry.getKey() + (long) page * PageRange.PAGE, end - page);
        page = ChunkBits.next(wanted, end, true);
      }
    }
    return ranges;
  }

  private static void add(List<PageRange> ranges, long start, int pages) {
    if (!ranges.isEmpty() && ranges.getLast().end() == start) {
      PageRange last = ranges.removeLast();
      ranges.add(new PageRange(last.start(), last.pages() + pages));
    } else {
      ranges.add(new PageRange(start, pages));
    }
  }

  // ---- placing, by the one thread of the fault server

  /** The places of this task, each an address space that needs its pages. */
  synchronized List<Placement> placements() {
    return List.copyOf(placements);
  }

  /** Opens a place: the task itself has number 0, its forked children others. */
  synchronized Placement open(int number) throws IOException {
    if (!sealed) {
      throw new IllegalStateException("the pages of task " + pid + " are not sealed");
    }
    Placement placement = new Placement(this, directory, number, chunks.count());
    placements.add(placement);
    return placement;
  }

  synchronized void remove(Placement placement) throws IOException {
    placements.remove(placement);
    for (int chunk = 0; chunk < chunks.count(); chunk++) {
      release(new Run(chunk, 0, Chunks.PAGES));
    }
  }

  synchronized int chunkCount() {
    return chunks.count();
  }

  synchronized long[] lazyBits(int chunk) {
    return chunks.bits(chunk, Mark.LAZY);
  }

  /** The chunk of an address, or -1. */
  synchronized int chunk(long address) {
    return chunks.find(address);
  }

  synchronized long address(int chunk, int page) {
    return chunks.address(chunk) + (long) page * PageRange.PAGE;
  }

  synchronized long slot(int chunk, int page) {
    return chunks.slot(chunk, page);
  }

  /**
   * The parts of a range that lie in chunks; a range may be far larger than what is known of it.
   */
  synchronized List<Run> known(PageRange range) {
    List<Run> runs = new ArrayList<>();
    var near = chunks.byAddress().subMap(Chunks.base(range.start()), true, range.end(), false);
    for (var entry : near.entrySet()) {
      long from = Math.max(range.start(), entry.getKey());
      long pages = (Math.min(range.end(), entry.getKey() + Chunks.BYTES) - from) / PageRange.PAGE;
      int first = Chunks.page(from);
      runs.add(new Run(entry.getValue(), first, first + (int) pages));
    }
    return runs;
  }

  synchronized Answer answer(long address) {
    int chunk = chunks.find(address);
    int page = Chunks.page(address);
    if (chunk < 0 || !ChunkBits.get(chunks.bits(chunk, Mark.LAZY), page)) {
      return Answer.NOT_LAZY;
    }
    if (ChunkBits.get(chunks.bits(chunk, Mark.CONTENT), page)) {
      return Answer.CONTENT;
    }
    boolean zero = ChunkBits.get(chunks.bits(chunk, Mark.ZERO), page);
    return zero ? Answer.ZERO : Answer.MISSING;
  }

  /** The first run of a chunk that is held and that a place lacks: empty, or content, or zeros. */
  synchronized Optional<Run> next(Placement placement, int chunk, int most) {
    long[] content = chunks.bits(chunk, Mark.CONTENT);
    long[] held = chunks.bits(chunk, Mark.ZERO);
    long[] done = placement.done(chunk);
    for (int i = 0; i < WORDS; i++) {
      content[i] &= ~done[i];
      held[i] = (held[i] & ~done[i]) | content[i];
    }
    int from = ChunkBits.next(held, 0, true);
    if (from == Chunks.PAGES) {
      return Optional.empty();
    }
    boolean isContent = ChunkBits.get(content, from);
    int end = Math.min(ChunkBits.next(held, from, false), from + most);
    end = Math.min(end, ChunkBits.next(content, from, !isContent));
    return Optional.of(new Run(chunk, from, end));
  }

  /** Gives the content up that no place needs any more. */
  synchronized void release(Run run) throws IOException {
    long[] unneeded = chunks.bits(run.chunk(), Mark.LAZY);
    long[] released = chunks.bits(run.chunk(), Mark.RELEASED);
    long[] lacking = missing(run.chunk());
    for (int i = 0; i < WORDS; i++) {
      unneeded[i] &= ~released[i] & ChunkBits.mask(i, run.from(), run.to());
    }
    for (Placement placement : placements) {
      long[] done = placement.done(run.chunk());
      for (int i = 0; i < WORDS; i++) {
        unneeded[i] &= done[i];
      }
    }
    int page = ChunkBits.next(unneeded, 0, true);
    while (page < Chunks.PAGES) {
      int end = ChunkBits.next(unneeded, page, false);
      for (int i = page; i < end; i++) {
        missing -= ChunkBits.get(lacking, i) ? 1 : 0;
      }
      chunks.mark(run.chunk(), Mark.RELEASED, page, end, true);
      drop(new Run(run.chunk(), page, end));
      page = ChunkBits.next(unneeded, end, true);
    }
  }

  @Override
  public synchronized void close() {
    placements.forEach(Placement::close);
    chunks.close();
  }
}
