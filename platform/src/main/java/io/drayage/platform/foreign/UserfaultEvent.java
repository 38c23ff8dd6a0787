package io.drayage.platform.foreign;

/**
 * What a userfaultfd tells of the address space it watches (struct uffd_msg of
 * linux/userfaultfd.h). Addresses and lengths are in bytes.
 */
public sealed interface UserfaultEvent {
  /** A thread waits for the page that holds this address. */
  record Fault(long address) implements UserfaultEvent {}

  /**
   * The task forked; the child's address space has a userfaultfd of its own, the reader's to close.
   */
  record Fork(int fd) implements UserfaultEvent {}

  /** A mapping was moved. */
  record Remap(long from, long to, long length) implements UserfaultEvent {}

  /** The content of a range was dropped, and the range stays mapped: it reads as zeros. */
  record Remove(long start, long end) implements UserfaultEvent {}

  /** A range is mapped no more. */
  record Unmap(long start, long end) implements UserfaultEvent {}
}
