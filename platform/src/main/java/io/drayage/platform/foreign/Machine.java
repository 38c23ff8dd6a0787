package io.drayage.platform.foreign;

/**
 * What injecting a system call needs to know of the processor, in one place: Linux on x86_64
 * (arch/x86/include/asm/user_64.h).
 */
final class Machine {
  /** Bytes of struct user_regs_struct, and the places of registers in it, in bytes. */
  static final int REGISTERS = 27 * 8;

  static final int RSI = 13 * 8;
  static final int RDX = 12 * 8;
  static final int RAX = 10 * 8;
  static final int RDI = 14 * 8;
  static final int ORIG_RAX = 15 * 8;
  static final int RIP = 16 * 8;
  static final int CS = 17 * 8;

  /** The code segment of 64-bit programs. */
  static final long USER_CS = 0x33;

  /** The instruction {@code syscall}. */
  static final byte[] SYSCALL_INSTRUCTION = {0x0f, 0x05};

  /** Whether these numbers are this machine's. */
  static boolean supported() {
    return "Linux".equals(System.getProperty("os.name"))
        && "amd64".equals(System.getProperty("os.arch"));
  }

  /**
   * Refuses to go on elsewhere.
   *
   * @throws UnsupportedOperationException on another architecture or system
   */
  static void require() {
    if (!supported()) {
      throw new UnsupportedOperationException(
          "system calls are known for Linux on x86_64 only, not for "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch"));
    }
  }

  private Machine() {}
}
