package io.drayage.platform.foreign;

import java.io.IOException;

/** A system call that failed, with its {@code errno}. */
public final class SystemCallException extends IOException {
  private final int errno;

  SystemCallException(String call, int errno) {
    super(call + ": " + Errno.name(errno));
    this.errno = errno;
  }

  /** The error's number, one of {@link Errno} mostly; positive. */
  public int errno() {
    return errno;
  }
}
