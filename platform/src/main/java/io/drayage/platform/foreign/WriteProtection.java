package io.drayage.platform.foreign;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A userfaultfd of another process's address space in asynchronous write-protect mode: the kernel
 * notes a write to a protected page and lets it go on (ioctl_userfaultfd(2), since Linux 6.7).
 * Nobody waits on a fault of it, whether it is open or closed. Owned by one thread at a time.
 */
public final class WriteProtection implements AutoCloseable {
  /** {@code userfaultfd(2)}: O_CLOEXEC, O_NONBLOCK and UFFD_USER_MODE_ONLY. */
  static final long FLAGS = 0x80000 | 0x800 | 1;

  private static final long UFFDIO_API = 0xc018aa3fL;
  private static final long UFFDIO_REGISTER = 0xc020aa00L;
  private static final long UFFDIO_UNREGISTER = 0x8010aa01L;
  private static final long API = 0xaa;
  private static final long FEATURE_PAGEFAULT_FLAG_WP = 1;
  private static final long FEATURE_WP_UNPOPULATED = 1 << 13;
  private static final long FEATURE_WP_ASYNC = 1 << 15;
  private static final long MODE_WP = 1 << 1;

  private final Descriptor descriptor;

  WriteProtection(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** Chooses the mode; once, first of all. */
  void enable() throws SystemCallException {
    call(
        "UFFDIO_API",
        UFFDIO_API,
        API,
        FEATURE_PAGEFAULT_FLAG_WP | FEATURE_WP_UNPOPULATED | FEATURE_WP_ASYNC,
        0);
  }

  /**
   * Lets writes to a range of whole pages be tracked; does nothing where they are. All its pages
   * count as written until they are protected.
   *
   * @throws SystemCallException EBUSY when another userfaultfd has the range, ESRCH when the
   *     address space is gone, EINVAL when nothing is mapped there
   */
  public void register(long start, long end) throws IOException {
    call("UFFDIO_REGISTER", UFFDIO_REGISTER, start, end - start, MODE_WP, 0);
  }

  /**
   * Ends tracking of a range and lifts its protection.
   *
   * @throws SystemCallException as for {@link #register}
   */
  public void unregister(long start, long end) throws IOException {
    call("UFFDIO_UNREGISTER", UFFDIO_UNREGISTER, start, end - start);
  }

  /** Ends all tracking: the kernel unregisters what is still registered. */
  @Override
  public void close() {
    descriptor.close();
  }

  private void call(String name, long request, long... fields) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment argument = arena.allocateFrom(JAVA_LONG, fields);
      descriptor.ioctl(name, request, argument);
    }
  }
}
