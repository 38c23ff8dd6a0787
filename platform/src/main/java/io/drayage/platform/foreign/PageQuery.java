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

  /** Backed by a file or shared memory, and not copied yet. */
  public static final int FILE = 1 << 2;

  /** In memory. */
  public static final int PRESENT = 1 << 3;

  /** Swapped out. */
  public static final int SWAPPED = 1 << 4;

  /** Mapped to the kernel's page of zeros. */
  public static final int ZERO = 1 << 5;

  /** Made to fault by MADV_GUARD_INSTALL; told since Linux 6.15. */
  public static final int GUARD = 1 << 8;

  /** All pages that have contents of their own or are mapped to the zero page. */
  public static final PageQuery POPULATED = new PageQuery(0, 0, PRESENT | SWAPPED, 0, false, false);

  /** The pages that a checkpoint of private memory has: neither a file's own nor zero. */
  public static final PageQuery PRIVATE =
      new PageQuery(0, FILE | ZERO, PRESENT | SWAPPED, 0, false, false);

  /** The guard pages; the kernel refuses it with EINVAL where it does not tell them. */
  public static final PageQuery GUARDS = new PageQuery(GUARD, 0, 0, GUARD, false, false);

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
