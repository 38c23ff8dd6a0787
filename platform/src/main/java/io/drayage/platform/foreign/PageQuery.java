package io.drayage.platform.foreign;

/**
 * Which pages a {@code PAGEMAP_SCAN} is to find (Documentation/admin-guide/mm/pagemap.rst). Sets
 * are sums of the constants here.
 *
 * @param all categories a page must have
 * @param none categories a page must not have
 * @param any categories of which it must have one; 0 for no such condition
 * @param returned the categories that are told of the pages found
 * @param protect write-protects the written pages among those found, in the same step
 * @param tracked fails where a range has no userfaultfd in asynchronous write-protect mode
 */
public record PageQuery(
    int all, int none, int any, int returned, boolean protect, boolean tracked) {
  /** Written since it was last protected. */
  public static final int WRITTEN = 1 << 1;

  /** In memory. */
  public static final int PRESENT = 1 << 3;

  /** Swapped out. */
  public static final int SWAPPED = 1 << 4;

  /** All pages that have contents of their own or are mapped to the zero page. */
  public static final PageQuery POPULATED = new PageQuery(0, 0, PRESENT | SWAPPED, 0, false, false);

  /**
   * The populated pages written since they were last protected; protects them. Leaves unpopulated
   * pages as they are, so that whatever populates them later counts as a write.
   */
  public static final PageQuery TAKE_WRITTEN =
      new PageQuery(WRITTEN, 0, PRESENT | SWAPPED, 0, true, true);

  /** All populated pages, telling which were written, without protecting them. */
  public static final PageQuery TELL_WRITTEN =
      new PageQuery(0, 0, PRESENT | SWAPPED, WRITTEN, false, true);
}
