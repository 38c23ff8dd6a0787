package io.drayage.transfer.page;

/**
 * Consecutive pages of one task.
 *
 * @param pid the task's id in its container's PID namespace, by which CRIU names images
 * @param address of the first page; a multiple of {@link #PAGE}
 * @param pages how many; at least 1
 */
public record PageRun(int pid, long address, int pages) {
  /** Bytes of a page. */
  public static final int PAGE = PageRange.PAGE;

  /** Pages of one run at most, 4 GiB, where runs come from or go to somebody else. */
  public static final int MOST_PAGES = 1 << 20;

  public PageRun {
    if (pid <= 0 || address < 0 || address % PAGE != 0 || pages <= 0) {
      throw new IllegalArgumentException(
          "pages %d at %x of task %d are no run".formatted(pages, address, pid));
    }
    if (address + pages * (long) PAGE < 0) {
      throw new IllegalArgumentException("a run ends beyond the address space");
    }
  }

  /** The address behind the last page. */
  public long end() {
    return address + bytes();
  }

  /** Its first pages, fewer than it has. */
  public PageRun first(int count) {
    return new PageRun(pid, address, count);
  }

  /** What is left of it behind its first pages. */
  public PageRun behind(int count) {
    return new PageRun(pid, address + count * (long) PAGE, pages - count);
  }

  /** Bytes of all its pages. */
  public long bytes() {
    return pages * (long) PAGE;
  }
}
