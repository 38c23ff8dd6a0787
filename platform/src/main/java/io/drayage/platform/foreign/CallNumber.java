package io.drayage.platform.foreign;

import java.util.Locale;

/**
 * A system call's number on the two architectures that are known here, x86_64 and aarch64 (sources:
 * the kernel's arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h).
 */
enum CallNumber {
  READ(0, 63),
  WRITE(1, 64),
  CLOSE(3, 57),
  MMAP(9, 222),
  MUNMAP(11, 215),
  IOCTL(16, 29),
  PREAD64(17, 67),
  PWRITE64(18, 68),
  DUP(32, 23),
  SOCKET(41, 198),
  CONNECT(42, 203),
  SENDMSG(46, 211),
  RECVMSG(47, 212),
  BIND(49, 200),
  LISTEN(50, 201),
  GETSOCKOPT(55, 209),
  WAIT4(61, 260),
  KILL(62, 129),
  FCNTL(72, 25),
  FTRUNCATE(77, 46),
  PTRACE(101, 117),
  MOUNT(165, 40),
  UMOUNT2(166, 39),
  EPOLL_CTL(233, 21),
  OPENAT(257, 56),
  UNSHARE(272, 97),
  SYNC_FILE_RANGE(277, 84),
  EPOLL_PWAIT(281, 22),
  FALLOCATE(285, 47),
  ACCEPT4(288, 242),
  EVENTFD2(290, 19),
  EPOLL_CREATE1(291, 20),
  SETNS(308, 268),
  USERFAULTFD(323, 282),
  PIDFD_OPEN(434, 434),
  PIDFD_GETFD(438, 438);

  /** The directory argument of a call that means the working directory. */
  static final int AT_FDCWD = -100;

  private static final String ARCHITECTURE = System.getProperty("os.arch", "unknown");

  private final int x86;
  private final int arm;

  CallNumber(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  /**
   * The number on this machine.
   *
   * @throws UnsupportedOperationException on an architecture that is not known here
   */
  long number() {
    return switch (ARCHITECTURE) {
      case "amd64", "x86_64" -> x86;
      case "aarch64" -> arm;
      default ->
          throw new UnsupportedOperationException(
              "the system calls' numbers are not known for the architecture " + ARCHITECTURE);
    };
  }

  /** The flag O_NOFOLLOW of open(2), which differs (uapi/asm/fcntl.h). */
  static int noFollow() {
    return ARCHITECTURE.equals("aarch64") ? 0x8000 : 0x20000;
  }

  /** Whether the kernel's struct epoll_event has no padding, as on x86_64 only. */
  static boolean packedEpollEvent() {
    return !ARCHITECTURE.equals("aarch64");
  }

  /** Makes the call. Returns its result, or the negative of errno. */
  long call(long a, long b, long c, long d, long e, long f) {
    return SystemCall.call(number(), a, b, c, d, e, f);
  }

  /** Makes the call. Returns its result, or the negative of errno. */
  long call(long a, long b, long c) {
    return SystemCall.call(number(), a, b, c);
  }

  /** What a call returned, if it was no error. */
  long check(long result) throws SystemCallException {
    if (result < 0) {
      throw new SystemCallException(name().toLowerCase(Locale.ROOT), (int) -result);
    }
    return result;
  }
}
