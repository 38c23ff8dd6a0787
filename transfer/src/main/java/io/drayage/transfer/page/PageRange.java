package io.drayage.transfer.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive pages of one task.
 *
 * @param start the address of the first one, a multiple of 4096
 * @param pages how many, more than 0
 */
public record PageRange(long start, long pages) {
  /** Bytes of a page. */
  public static final int PAGE = 4096;

  /** Checks alignment and length. */
  public PageRange {
    if (start % PAGE != 0 || start < 0 || pages <= 0 || pages > (Long.MAX_VALUE - start) / PAGE) {
      throw new IllegalArgumentException("no range of pages: %x+%d".formatted(start, pages));
    }
  }

  /** The range between two addresses, the second one exclusive. */
  public static PageRange between(long start, long end) {
    return new PageRange(start, (end - start) / PAGE);
  }

  /** The same pages as a task's, in runs of {@link PageRun#MOST_PAGES} at most. */
  public List<PageRun> runs(int pid) {
    var runs = new ArrayList<PageRun>();
    for (long done = 0; done < pages; done += PageRun.MOST_PAGES) {
      int now = (int) Math.min(pages - done, PageRun.MOST_PAGES);
      runs.add(new PageRun(pid, start + done * PAGE, now));
    }
    return runs;
  }

  /** The address after the last page. */
  public long end() {
    return start + pages * PAGE;
  }
}
