package io.drayage.transfer.track;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.transfer.page.PageRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A set of pages as runs of addresses: compact, appended to in ascending order for the most. */
final class PageRuns {
  private long[] bounds = new long[32];
  private int size;

  /** Adds the pages from a first byte to an end; any order, repeats allowed. */
  void add(long start, long end) {
    if (start >= end) {
      return;
    }
    if (size > 0 && bounds[size - 1] == start) {
      bounds[size - 1] = end;
      return;
    }
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, size * 2);
    }
    bounds[size++] = start;
    bounds[size++] = end;
  }

  void addAll(PageRuns other) {
    for (int i = 0; i < other.size; i += 2) {
      add(other.bounds[i], other.bounds[i + 1]);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** How many runs there are; fewer once {@link #normalised()}. */
  int count() {
    return size / 2;
  }

  long start(int run) {
    return bounds[run * 2];
  }

  long end(int run) {
    return bounds[run * 2 + 1];
  }

  /** The same pages in ascending order, no page twice, no two runs touching. */
  PageRuns normalised() {
    boolean ordered = true;
    for (int i = 2; i < size && ordered; i += 2) {
      ordered = bounds[i] > bounds[i - 1];
    }
    if (ordered) {
      return this;
    }
    List<long[]> runs = new ArrayList<>();
    for (int i = 0; i < size; i += 2) {
      runs.add(new long[] {bounds[i], bounds[i + 1]});
    }
    runs.sort((a, b) -> Long.compare(a[0], b[0]));
    var merged = new PageRuns();
    for (long[] run : runs) {
      if (merged.size > 0 && run[0] <= merged.bounds[merged.size - 1]) {
        merged.bounds[merged.size - 1] = Math.max(merged.bounds[merged.size - 1], run[1]);
      } else {
        merged.add(run[0], run[1]);
      }
    }
    return merged;
  }

  /** These pages without some others; both normalised. */
  PageRuns minus(PageRuns others) {
    var left = new PageRuns();
    int other = 0;
    for (int run = 0; run < count(); run++) {
      long at = start(run);
      while (other < others.count() && others.end(other) <= at) {
        other++;
      }
      for (int next = other; next < others.count() && others.start(next) < end(run); next++) {
        left.add(at, others.start(next));
        at = Math.max(at, others.end(next));
      }
      left.add(at, end(run));
    }
    return left;
  }

  List<PageRange> ranges() {
    var ranges = new ArrayList<PageRange>();
    for (int run = 0; run < count(); run++) {
      ranges.add(new PageRange(start(run), (end(run) - start(run)) / AddressSpace.PAGE));
    }
    return ranges;
  }
}
