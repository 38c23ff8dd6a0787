package io.drayage.platform.foreign;

import static io.drayage.platform.foreign.SystemCallException.check;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * A second number, in this process, of a file that another process has open (pidfd_getfd(2)): to
 * ask the kernel what the other process's number stands for. Not thread-safe; closed by its user,
 * soon, because a socket stays open as long as anybody has it.
 */
public final class BorrowedDescriptor implements AutoCloseable {
  private static final int F_GETPIPE_SZ = 1032;
  private static final int LONGEST_OPTION = 64;

  private final Descriptor descriptor;

  private BorrowedDescriptor(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Borrows a descriptor.
   *
   * @param pid the process that has it
   * @param fd its number there
   * @throws SystemCallException when either is gone, or this process may not trace the other
   */
  public static BorrowedDescriptor of(int pid, int fd) throws SystemCallException {
    Machine.require();
    return new BorrowedDescriptor(Descriptor.borrow(pid, fd));
  }

  /**
   * A socket's option that is a number, or the first number of a structure (getsockopt(2)).
   *
   * @param level as {@code SOL_SOCKET}, which is 1
   * @param name as {@code SO_TYPE}, which is 3
   */
  public int option(int level, int name) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      return read(arena, level, name).get(JAVA_INT, 0);
    }
  }

  /** A socket's option that is a text; empty when it is not set. */
  public String textOption(int level, int name) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = read(arena, level, name);
      return new String(text.toArray(JAVA_BYTE), StandardCharsets.US_ASCII).replace("\0", "");
    }
  }

  /** How many bytes a pipe holds at most (fcntl(2), {@code F_GETPIPE_SZ}). */
  public long pipeBytes() throws SystemCallException {
    return check("fcntl", CallNumber.FCNTL.call(descriptor.number(), F_GETPIPE_SZ, 0));
  }

  private MemorySegment read(Arena arena, int level, int name) throws SystemCallException {
    MemorySegment value = arena.allocate(LONGEST_OPTION, Integer.BYTES);
    MemorySegment length = arena.allocate(JAVA_INT);
    length.set(JAVA_INT, 0, LONGEST_OPTION);
    long result =
        CallNumber.GETSOCKOPT.call(
            descriptor.number(), level, name, value.address(), length.address(), 0);
    check("getsockopt", result);
    return value.asSlice(0, Math.max(length.get(JAVA_INT, 0), Integer.BYTES));
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
