package io.drayage.platform.foreign;

/** File descriptors of this process, as plain numbers. */
public final class Descriptors {
  private Descriptors() {}

  /** Closes a descriptor; one that is closed already is no error. */
  public static void close(int fd) {
    var _ = CallNumber.CLOSE.call(fd, 0, 0);
  }

  /** Lets programs that this process starts not inherit a descriptor. */
  public static void closeOnExec(int fd) throws SystemCallException {
    CallNumber.FCNTL.check(CallNumber.FCNTL.call(fd, 2 /* F_SETFD */, 1 /* FD_CLOEXEC */));
  }

  /** A second number for the same open file, for another owner to close. */
  public static int duplicate(int fd) throws SystemCallException {
    return (int) CallNumber.DUP.check(CallNumber.DUP.call(fd, 0, 0));
  }
}
