package io.drayage.transfer.page;

import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int CHUNK_PAGES = 512;
  private static final int WORDS = CHUNK_PAGES / Long.SIZE;
  private static final int MOST_PAGES_OF_A_RUN = 1 << 20;

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
    return bits != null && bit(bits, (int) (page % CHUNK_PAGES));
  }

  /** How many pages are in the set. */
  public long size() {
    return tasks.values().stream()
        .flatMap(chunks -> chunks.values().stream())
        .mapToLong(bits -> Arrays.stream(bits).map(Long::bitCount).sum())
        .sum();
  }

  /** The pages of {@code run} that are in the set, or those that are not, as runs in order. */
  public List<PageRun> parts(PageRun run, boolean contained) {
    var parts = new ArrayList<PageRun>();
    long begin = -1;
    for (long address = run.address(); address < run.end(); address += PageRun.PAGE) {
      if (contains(run.pid(), address) == contained) {
        begin = begin < 0 ? address : begin;
      } else if (begin >= 0) {
        parts.add(run(run.pid(), begin, address));
        begin = -1;
      }
    }
    if (begin >= 0) {
      parts.add(run(run.pid(), begin, run.end()));
    }
    return parts;
  }

  /** Every page of a task that is in the set, as runs in order. */
  public List<PageRun> runs(int pid) {
    var runs = new ArrayList<PageRun>();
    long begin = -1;
    long end = -1;
    for (var chunk : tasks.getOrDefault(pid, new TreeMap<>()).entrySet()) {
      for (int i = 0; i < CHUNK_PAGES; i++) {
        if (!bit(chunk.getValue(), i)) {
          continue;
        }
        long address = (chunk.getKey() * CHUNK_PAGES + i) * PageRun.PAGE;
        boolean full = begin >= 0 && (end - begin) / PageRun.PAGE >= MOST_PAGES_OF_A_RUN;
        if (address != end || full) {
          if (begin >= 0) {
            runs.add(run(pid, begin, end));
          }
          begin = address;
        }
        end = address + PageRun.PAGE;
      }
    }
    if (begin >= 0) {
      runs.add(run(pid, begin, end));
    }
    return runs;
  }

  private void change(PageRun run, boolean in) {
    NavigableMap<Long, long[]> chunks = tasks.computeIfAbsent(run.pid(), pid -> new TreeMap<>());
    long first = run.address() / PageRun.PAGE;
    long last = first + run.pages();
    long page = first;
    while (page < last) {
      long chunk = page / CHUNK_PAGES;
      long until = Math.min(last, (chunk + 1) * CHUNK_PAGES);
      if (in) {
        set(chunks.computeIfAbsent(chunk, c -> new long[WORDS]), page, until);
      } else if (chunks.containsKey(chunk)) {
        clear(chunks.get(chunk), page, until);
      }
      page = until;
    }
  }

  private static void set(long[] bits, long from, long until) {
    for (long page = from; page < until; page++) {
      int i = (int) (page % CHUNK_PAGES);
      bits[i / Long.SIZE] |= 1L << (i % Long.SIZE);
    }
  }

  private static void clear(long[] bits, long from, long until) {
    for (long page = from; page < until; page++) {
      int i = (int) (page % CHUNK_PAGES);
      bits[i / Long.SIZE] &= ~(1L << (i % Long.SIZE));
    }
  }

  private static boolean bit(long[] bits, int i) {
    return (bits[i / Long.SIZE] & (1L << (i % Long.SIZE))) != 0;
  }

  private static PageRun run(int pid, long begin, long end) {
    return new PageRun(pid, begin, (int) ((end - begin) / PageRun.PAGE));
  }
}
