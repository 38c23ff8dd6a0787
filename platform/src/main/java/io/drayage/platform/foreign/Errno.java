package io.drayage.platform.foreign;

/** Numbers of the kernel's errors, which are the same on the architectures known here. */
public final class Errno {
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EFAULT = 14;
  public static final int EEXIST = 17;
  public static final int EINVAL = 22;
  public static final int ENOSPC = 28;

  private Errno() {}

  /** The error's name, or its number in words where it has none here. */
  public static String name(int errno) {
    return switch (errno) {
      case 1 -> "EPERM";
      case ENOENT -> "ENOENT";
      case ESRCH -> "ESRCH";
      case EINTR -> "EINTR";
      case 9 -> "EBADF";
      case EAGAIN -> "EAGAIN";
      case ENOMEM -> "ENOMEM";
      case 13 -> "EACCES";
      case EFAULT -> "EFAULT";
      case 16 -> "EBUSY";
      case EEXIST -> "EEXIST";
      case EINVAL -> "EINVAL";
      case 24 -> "EMFILE";
      case ENOSPC -> "ENOSPC (no space left)";
      case 32 -> "EPIPE";
      case 38 -> "ENOSYS";
      case 98 -> "EADDRINUSE";
      case 104 -> "ECONNRESET";
      case 111 -> "ECONNREFUSED";
      default -> "error " + errno;
    };
  }
}
