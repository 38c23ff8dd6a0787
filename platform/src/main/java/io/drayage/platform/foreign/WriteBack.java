package io.drayage.platform.foreign;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * Writes a file's dirty pages to its file system, so that the next store through a shared mapping
 * faults and moves the file's ctime (sync_file_range(2)). A store to a page that is dirty already
 * moves nothing. A file system without write-back, such as tmpfs, cannot be helped so.
 */
public final class WriteBack {
  /** O_CLOEXEC and O_NONBLOCK: what became a named pipe meanwhile must not be waited for. */
  private static final int FLAGS = 0x80000 | 0x800;

  /** WAIT_BEFORE, WRITE and WAIT_AFTER: pages that are on their way already count too. */
  private static final int ALL = 7;

  private static final int ENXIO = 6;
  private static final int ESPIPE = 29;
  private static final int ELOOP = 40;

  private WriteBack() {}

  /**
   * Writes back one regular file and waits for it. What is gone, or is no regular file any more, is
   * left alone.
   *
   * @throws SystemCallException with EIO or ENOSPC when the file system could not take it
   */
  public static void finish(Path file) throws SystemCallException {
    int fd;
    try (Arena arena = Arena.ofConfined()) {
      long name = arena.allocateFrom(file.toString()).address();
      long opened =
          CallNumber.OPENAT.call(CallNumber.AT_FDCWD, name, FLAGS | CallNumber.noFollow());
      if (opened == -Errno.ENOENT || opened == -ELOOP || opened == -ENXIO) {
        return;
      }
      fd = (int) SystemCallException.check("open " + file, opened);
    }
    try {
      long result = CallNumber.SYNC_FILE_RANGE.call(fd, 0, 0, ALL, 0, 0);
      if (result != -ESPIPE) {
        SystemCallException.check("sync_file_range " + file, result);
      }
    } finally {
      Descriptors.close(fd);
    }
  }
}
