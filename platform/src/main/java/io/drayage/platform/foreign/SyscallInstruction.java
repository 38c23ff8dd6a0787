package io.drayage.platform.foreign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Finds a {@code syscall} instruction in a program's executable memory. */
final class SyscallInstruction {
  private static final int PART = 64 * 1024;

  private SyscallInstruction() {}

  /** The address of one, in the vDSO where there is one. */
  static long find(AddressSpace memory) throws IOException {
    List<String> lines = memory.maps().lines().toList();
    for (String line : lines) {
      if (line.endsWith("[vdso]")) {
        long found = find(memory, line);
        if (found != 0) {
          return found;
        }
      }
    }
    for (String line : lines) {
      if (line.contains(" r-xp ") && !line.endsWith("[vsyscall]")) {
        long found = find(memory, line);
        if (found != 0) {
          return found;
        }
      }
    }
    throw new IOException("no syscall instruction in the program's memory");
  }

  /** Whether there is one at an address. */
  static boolean at(AddressSpace memory, long address) throws IOException {
    ByteBuffer part = ByteBuffer.allocateDirect(2);
    return memory.read(address, part) == 2
        && part.get(0) == Machine.SYSCALL_INSTRUCTION[0]
        && part.get(1) == Machine.SYSCALL_INSTRUCTION[1];
  }

  private static long find(AddressSpace memory, String line) throws IOException {
    int dash = line.indexOf('-');
    long start = Long.parseUnsignedLong(line, 0, dash, 16);
    long end = Long.parseUnsignedLong(line, dash + 1, line.indexOf(' '), 16);
    ByteBuffer part = ByteBuffer.allocateDirect(PART);
    for (long at = start; at < end; at += PART) {
      part.clear().limit((int) Math.min(PART, end - at));
      int got = memory.read(at, part);
      for (int i = 0; i + 1 < got; i++) {
        if (part.get(i) == Machine.SYSCALL_INSTRUCTION[0]
            && part.get(i + 1) == Machine.SYSCALL_INSTRUCTION[1]) {
          return at + i;
        }
      }
      if (got < part.limit()) {
        return 0;
      }
    }
    return 0;
  }
}
