package io.drayage.platform.foreign;

import java.io.IOException;

/** A system call that failed, with its {@code errno} (asm-generic/errno.h). */
public final class SystemCallException extends IOException {
  static final int EPERM = 1;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int EBUSY = 16;

  private final int errno;

  SystemCallException(String call, int errno) {
    super(call + ": " + Errno.name(errno));
    this.errno = errno;
  }

  /** The error's number, one of {@link Errno} mostly; positive. */
  public int errno() {
    return errno;
  }

  /** Whether the process or its address space is gone (ESRCH). */
  public boolean gone() {
    return errno == ESRCH;
  }

  /** Whether somebody else holds what was asked for (EBUSY). */
  public boolean busy() {
    return errno == EBUSY;
  }

  /** Whether the kernel refused (EPERM). */
  public boolean refused() {
    return errno == EPERM;
  }

  /** Whether the kernel does not know what was asked for (EINVAL, ENOTTY, ENOSYS). */
  public boolean unsupported() {
    return errno == 22 || errno == 25 || errno == 38;
  }

  /** Returns a call's result, or throws when it is a negative error number. */
  static long check(String call, long result) throws SystemCallException {
    if (result < 0) {
      throw new SystemCallException(call, (int) -result);
    }
    return result;
  }
}
