package io.drayage.platform.foreign;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A sparse file on a tmpfs that is written by position and read through mappings, whose addresses
 * system calls can use.
 *
 * <p>Unlike a file channel it is not closed by an interrupt. Content is written by a system call
 * and not through a mapping, so that a full tmpfs is an exception and not a signal. Thread-safe but
 * for {@link #close()}.
 */
@SuppressWarnings("restricted") // restricted methods are what this package is for
public final class MemoryFile implements AutoCloseable {
  private static final int RDWR_CREAT_CLOEXEC = 2 | 0x40 | 0x80000;
  private static final int PUNCH_HOLE_KEEP_SIZE = 2 | 1;
  private static final int SCRATCH = 64 * 1024;
  private static final ThreadLocal<MemorySegment> HEAP_COPY =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(SCRATCH, 4096));

  private final Arena arena = Arena.ofShared();
  private final int fd;

  private MemoryFile(int fd) {
    this.fd = fd;
  }

  /** Opens a file, which is made with mode 0600 if need be. */
  public static MemoryFile open(Path path) throws IOException {
    try (Arena names = Arena.ofConfined()) {
      MemorySegment name = names.allocateFrom(path.toAbsolutePath().toString());
      long result =
          CallNumber.OPENAT.call(
              CallNumber.AT_FDCWD, name.address(), RDWR_CREAT_CLOEXEC, 0600, 0, 0);
      if (result < 0) {
        throw new IOException("cannot open " + path + ": " + Errno.name((int) -result));
      }
      return new MemoryFile((int) result);
    }
  }

  /** A closed descriptor's number may be another file's by now. */
  private int fd() {
    if (!arena.scope().isAlive()) {
      throw new IllegalStateException("the file is closed");
    }
    return fd;
  }

  /** Sets the size in bytes; what is new is a hole. */
  public void resize(long bytes) throws SystemCallException {
    CallNumber.FTRUNCATE.check(CallNumber.FTRUNCATE.call(fd(), bytes, 0));
  }

  /** Takes memory for a range, so that writing through a mapping of it cannot fail. */
  public void allocate(long offset, long length) throws SystemCallException {
    CallNumber.FALLOCATE.check(CallNumber.FALLOCATE.call(fd(), 0, offset, length, 0, 0));
  }

  /** Gives the memory of a range back: it is a hole again and reads as zeros. */
  public void release(long offset, long length) throws SystemCallException {
    CallNumber.FALLOCATE.check(
        CallNumber.FALLOCATE.call(fd(), PUNCH_HOLE_KEEP_SIZE, offset, length, 0, 0));
  }

  /** Maps a range for reading by system calls. Returns its address, valid until the close. */
  public long address(long offset, long length) throws SystemCallException {
    return map(offset, length, 1).address();
  }

  /** Maps a range; the buffer's order is the machine's. After the close it throws. */
  public ByteBuffer view(long offset, int length) throws SystemCallException {
    return map(offset, length, 1 | 2).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  private MemorySegment map(long offset, long length, int protection) throws SystemCallException {
    long address =
        CallNumber.MMAP.check(
            CallNumber.MMAP.call(0, length, protection, 1 /* shared */, fd(), offset));
    return MemorySegment.ofAddress(address)
        .reinterpret(
            length,
            arena,
            _ -> {
              var _ = CallNumber.MUNMAP.call(address, length, 0);
            });
  }

  /** Writes what remains in a buffer. */
  public void write(long position, ByteBuffer content) throws SystemCallException {
    long at = position;
    while (content.hasRemaining()) {
      int step = content.remaining();
      MemorySegment source = MemorySegment.ofBuffer(content);
      if (!content.isDirect()) {
        step = Math.min(step, SCRATCH);
        MemorySegment copy = HEAP_COPY.get();
        MemorySegment.copy(source, 0, copy, 0, step);
        source = copy;
      }
      long written =
          CallNumber.PWRITE64.check(
              CallNumber.PWRITE64.call(fd(), source.address(), step, at, 0, 0));
      content.position(content.position() + (int) written);
      at += written;
    }
  }

  @Override
  public void close() {
    arena.close();
    Descriptors.close(fd);
  }
}
