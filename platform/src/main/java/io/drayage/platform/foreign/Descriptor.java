package io.drayage.platform.foreign;

import static io.drayage.platform.foreign.SystemCallException.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file descriptor of this process, for calls that Java's channels do not have. */
final class Descriptor implements AutoCloseable {
  private static final int O_CLOEXEC = 0x80000;

  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();

  Descriptor(int number) {
    this.number = number;
  }

  /** Opens a file for reading. */
  static Descriptor open(Path path) throws SystemCallException {
    Machine.require();
    try (Arena arena = Arena.ofConfined()) {
      long name = arena.allocateFrom(path.toString()).address();
      long fd = CallNumber.OPENAT.call(CallNumber.AT_FDCWD, name, O_CLOEXEC);
      return new Descriptor((int) check("open " + path, fd));
    }
  }

  /** A second number for what another process has open (pidfd_getfd(2)). */
  static Descriptor borrow(int pid, int remote) throws SystemCallException {
    int process = (int) check("pidfd_open", CallNumber.PIDFD_OPEN.call(pid, 0, 0));
    try {
      long fd = CallNumber.PIDFD_GETFD.call(process, remote, 0);
      return new Descriptor((int) check("pidfd_getfd", fd));
    } finally {
      Descriptors.close(process);
    }
  }

  int number() {
    return number;
  }

  /** Makes an ioctl whose argument is a structure. */
  long ioctl(String name, long request, MemorySegment argument) throws SystemCallException {
    return check(name, CallNumber.IOCTL.call(number, request, argument.address()));
  }

  /**
   * Reads into a direct buffer's remaining space, as {@code pread(2)}.
   *
   * @return how many bytes came; 0 at the end
   */
  int read(ByteBuffer buffer, long position) throws SystemCallException {
    if (!buffer.isDirect()) {
      throw new IllegalArgumentException("the kernel reads into direct buffers only");
    }
    long address = MemorySegment.ofBuffer(buffer).address();
    long got =
        check(
            "pread", CallNumber.PREAD64.call(number, address, buffer.remaining(), position, 0, 0));
    buffer.position(buffer.position() + (int) got);
    return (int) got;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      Descriptors.close(number);
    }
  }
}
