package io.drayage.transfer.page;

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

  /** The address after the last page. */
  public long end() {
    return start + pages * PAGE;
  }
}
