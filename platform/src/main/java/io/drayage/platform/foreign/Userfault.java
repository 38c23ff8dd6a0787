package io.drayage.platform.foreign;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A userfaultfd that some other process opened and registered: where pages of that process's memory
 * are placed, and its faults read (userfaultfd(2), ioctl_userfaultfd(2)). For one platform thread.
 *
 * <p><b>Closing it makes every page that is missing read as zeros.</b>
 */
public final class Userfault {
  private static final long UNREGISTER = 0x8010aa01L;
  private static final long WAKE = 0x8010aa02L;
  private static final long COPY = 0xc028aa03L;
  private static final long ZEROPAGE = 0xc020aa04L;
  private static final int MESSAGE = 32;

  private final int fd;
  private final MemorySegment argument = Arena.ofAuto().allocate(64, 8);

  /** The userfaultfd with this number, opened with O_NONBLOCK; this object owns it. */
  public Userfault(int fd) {
    this.fd = fd;
  }

  /** The descriptor's number. */
  public int fd() {
    return fd;
  }

  /**
   * Places content at an address, and wakes who waits for it.
   *
   * @param to where in the process, a whole page's address
   * @param from where in this process
   * @param length bytes, whole pages, within one mapping of the process
   * @return how many bytes were placed, more than 0 though perhaps fewer than asked; or the
   *     negative of errno: EEXIST (the first page is there), EAGAIN (an event is to be read first),
   *     ENOENT (no registered mapping holds the range), ESRCH (the process is gone)
   */
  public long copy(long to, long from, long length) {
    argument.set(JAVA_LONG, 0, to);
    argument.set(JAVA_LONG, 8, from);
    argument.set(JAVA_LONG, 16, length);
    argument.set(JAVA_LONG, 24, 0);
    argument.set(JAVA_LONG, 32, 0);
    return placed(COPY, length, 32);
  }

  /** Places zero pages at an address, and wakes who waits for them. Returns as {@link #copy}. */
  public long zero(long to, long length) {
    argument.set(JAVA_LONG, 0, to);
    argument.set(JAVA_LONG, 8, length);
    argument.set(JAVA_LONG, 16, 0);
    argument.set(JAVA_LONG, 24, 0);
    return placed(ZEROPAGE, length, 24);
  }

  private long placed(long request, long length, long answerOffset) {
    long result = CallNumber.IOCTL.call(fd, request, argument.address());
    if (result == 0) {
      return length;
    }
    // The ioctl fails with EAGAIN when it stopped half-way; the structure then has the bytes.
    long answer = argument.get(JAVA_LONG, answerOffset);
    return answer > 0 ? answer : result;
  }

  /** Lets every thread that waits for a page of the range try again. Returns 0 or -errno. */
  public long wake(long start, long length) {
    return range(WAKE, start, length);
  }

  /** Stops the watch over a range: missing pages of it read as zeros. Returns 0 or -errno. */
  public long unregister(long start, long length) {
    return range(UNREGISTER, start, length);
  }

  private long range(long request, long start, long length) {
    argument.set(JAVA_LONG, 0, start);
    argument.set(JAVA_LONG, 8, length);
    return CallNumber.IOCTL.call(fd, request, argument.address());
  }

  /** The next event; empty when there is none now. The task goes on from an event as it is read. */
  public Optional<UserfaultEvent> next() throws SystemCallException {
    long read = CallNumber.READ.call(fd, argument.address(), MESSAGE);
    if (read == -Errno.EAGAIN || read == -Errno.EINTR || read == 0) {
      return Optional.empty();
    }
    CallNumber.READ.check(read);
    long first = argument.get(JAVA_LONG, 8);
    long second = argument.get(JAVA_LONG, 16);
    int kind = argument.get(JAVA_BYTE, 0);
    return Optional.of(
        switch (kind) {
          case 0x12 -> new UserfaultEvent.Fault(second);
          case 0x13 -> new UserfaultEvent.Fork(argument.get(JAVA_INT, 8));
          case 0x14 -> new UserfaultEvent.Remap(first, second, argument.get(JAVA_LONG, 24));
          case 0x15 -> new UserfaultEvent.Remove(first, second);
          case 0x16 -> new UserfaultEvent.Unmap(first, second);
          default -> throw new IllegalStateException("unknown userfaultfd event " + kind);
        });
  }

  /** Gives the descriptor up; right only when no page is missing, or the process is gone. */
  public void close() {
    Descriptors.close(fd);
  }
}
