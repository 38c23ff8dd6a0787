package io.drayage.transfer.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The pages that tasks wait for, each once. Changed by the fault server's thread only. */
final class Waiting {
  /** A page of the checkpoint. */
  record Page(int pid, long image) {}

  private final ConcurrentHashMap<Integer, NavigableMap<Long, Long>> since =
      new ConcurrentHashMap<>();
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();

  /** Notes a page. Returns whether it is new. */
  boolean add(int pid, long image) {
    boolean added =
        since.computeIfAbsent(pid, _ -> new TreeMap<>()).putIfAbsent(image, System.nanoTime())
            == null;
    if (added) {
      count.incrementAndGet();
    }
    return added;
  }

  /** The pages of a range that are waited for. */
  List<Long> within(int pid, long start, long end) {
    NavigableMap<Long, Long> pages = since.get(pid);
    return pages == null ? List.of() : new ArrayList<>(pages.subMap(start, end).keySet());
  }

  /** All pages of a task that are waited for. */
  List<Page> all() {
    List<Page> all = new ArrayList<>();
    since.forEach((pid, pages) -> pages.keySet().forEach(image -> all.add(new Page(pid, image))));
    return all;
  }

  /** A page came and was placed, or nobody needs it any more. */
  void remove(int pid, long image, boolean arrived) {
    NavigableMap<Long, Long> pages = since.get(pid);
    Long start = pages == null ? null : pages.remove(image);
    if (start != null) {
      count.decrementAndGet();
      if (arrived) {
        served.incrementAndGet();
        longest.accumulateAndGet(System.nanoTime() - start, Math::max);
      }
    }
  }

  long count() {
    return count.get();
  }

  long served() {
    return served.get();
  }

  Duration longest() {
    return Duration.ofNanos(longest.get());
  }
}
