package io.drayage.transfer.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A set of pages of several tasks: one bit a page, kept only for the 2 MiB around pages that are in
 * it. Owned by one thread.
 */
public final class PageSet {
  private static final int CHUNK_PAGES = ChunkBits.PAGES;

  private final Map<Integer, NavigableMap<Long, long[]>> tasks = new HashMap<>();

  /** Adds pages. */
  public void add(PageRun run) {
    change(run, true);
  }

  /** Removes pages, in the set or not. */
  public void remove(PageRun run) {
    change(run, false);
  }

  /** Removes every page of a task. */
  public void removeTask(int pid) {
    tasks.remove(pid);
  }

  /** The tasks that have pages here, or had. */
  public List<Integer> tasks() {
    return tasks.keySet().stream().sorted().toList();
  }

  /** Whether a page is in the set. */
  public boolean contains(int pid, long address) {
    NavigableMap<Long, long[]> chunks = tasks.get(pid);
    long page = address / PageRun.PAGE;
    long[] bits = chunks == null ? null : chunks.get(page / CHUNK_PAGES);
    return bits != null && ChunkBits.get(bits, (int) (page % CHUNK_PAGES));
  }

  /** How many pages are in the set. */
  public long size() {
    return tasks.values().stream()
        .flatMap(chunks -> chunks.values().stream())
        .mapToLong(ChunkBits::count)
        .sum();
  }

  /** The pages of {@code run} that are in the set, or those that are not, as runs in order. */
  public List<PageRun> parts(PageRun run, boolean contained) {
    NavigableMap<Long, long[]> chunks = tasks.getOrDefault(run.pid(), new TreeMap<>());
    var parts = new RunsInOrder(run.pid());
    long first = run.address() / PageRun.PAGE;
    long last = first + run.pages();
    long page = first;
    while (page < last) {
      long chunk = page / CHUNK_PAGES;
      long until = Math.min(last, (chunk + 1) * CHUNK_PAGES);
      long[] bits = chunks.get(chunk);
      if (bits != null) {
        addRuns(bits, chunk, page, until, contained, parts);
      } else if (!contained) {
        parts.add(page, until);
      }
      page = until;
    }
    return parts.finish();
  }

  /** Every page of a task that is in the set, as runs in order. */
  public List<PageRun> runs(int pid) {
    var runs = new RunsInOrder(pid);
    for (var chunk : tasks.getOrDefault(pid, new TreeMap<>()).entrySet()) {
      long base = chunk.getKey() * CHUNK_PAGES;
      addRuns(chunk.getValue(), chunk.getKey(), base, base + CHUNK_PAGES, true, runs);
    }
    return runs.finish();
  }

  /** Adds the runs of bits of one value among some pages of a chunk. */
  private static void addRuns(
      long[] bits, long chunk, long from, long until, boolean value, RunsInOrder runs) {
    long base = chunk * CHUNK_PAGES;
    int end = (int) (until - base);
    int i = ChunkBits.next(bits, (int) (from - base), value);
    while (i < end) {
      int behind = Math.min(end, ChunkBits.next(bits, i, !value));
      runs.add(base + i, base + behind);
      i = ChunkBits.next(bits, behind, value);
    }
  }

  private void change(PageRun run, boolean in) {
    NavigableMap<Long, long[]> chunks = tasks.computeIfAbsent(run.pid(), pid -> new TreeMap<>());
    long first = run.address() / PageRun.PAGE;
    long last = first + run.pages();
    long page = first;
    while (page < last) {
      long chunk = page / CHUNK_PAGES;
      long base = chunk * CHUNK_PAGES;
      long until = Math.min(last, base + CHUNK_PAGES);
      long[] bits =
          in ? chunks.computeIfAbsent(chunk, c -> new long[ChunkBits.WORDS]) : chunks.get(chunk);
      if (bits != null) {
        ChunkBits.fill(bits, (int) (page - base), (int) (until - base), in);
      }
      page = until;
    }
  }
}
