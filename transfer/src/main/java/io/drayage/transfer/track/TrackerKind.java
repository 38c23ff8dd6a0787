package io.drayage.transfer.track;

import java.util.Locale;

/** The ways of finding written pages. */
public enum TrackerKind {
  /** The kernel's soft-dirty bits (CONFIG_MEM_SOFT_DIRTY); stops the container a moment a round. */
  SOFT_DIRTY,
  /** Write protection by a userfaultfd (since Linux 6.7); stops a task once, for a moment. */
  WRITE_PROTECT,
  /** Comparing hashes of all pages; needs nothing of the kernel and stops nothing. */
  CONTENT_HASH;

  /** The word in configurations and logs. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
