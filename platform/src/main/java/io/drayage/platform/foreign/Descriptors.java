package io.drayage.platform.foreign;

/** File descriptors of this process, as plain numbers. */
public final class Descriptors {
  private Descriptors() {}

  /** Closes a descriptor; one that is closed already is no error. */
  public static void close(int fd) {
    var _ = CallNumber.CLOSE.call(fd, 0, 0);
  }

  /** A second number for the same open file, for another owner to close. */
  public static int duplicate(int fd) throws SystemCallException {
    return (int) CallNumber.DUP.check(CallNumber.DUP.call(fd, 0, 0));
  }
}
