package io.drayage.platform.foreign;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * System calls made by a stopped thread of another process, at a {@code syscall} instruction that
 * it has anyway: nothing is written to its memory. Closing puts everything back as it was.
 */
final class InjectedCalls implements AutoCloseable {
  private static final long EINTR = -4;
  private static final long ERESTARTNOHAND = -514;

  /**
   * Calls that fail with EINTR after any stop (signal(7)): epoll_wait, epoll_pwait, epoll_pwait2,
   * semop, semtimedop, rt_sigtimedwait, io_getevents, io_pgetevents.
   */
  private static final Set<Long> NOT_RESTARTED =
      Set.of(232L, 281L, 441L, 65L, 220L, 128L, 208L, 333L);

  private final Tracee tracee;
  private final MemorySegment saved;
  private final MemorySegment registers;
  private final long savedMask;
  private final long instruction;

  /**
   * Takes over a thread that is stopped.
   *
   * @param instruction where a {@code syscall} instruction was found in its memory
   */
  InjectedCalls(Tracee tracee, AddressSpace memory, long instruction) throws IOException {
    this.tracee = tracee;
    this.saved = tracee.registers();
    this.registers = tracee.registers();
    if (saved.get(JAVA_LONG, Machine.CS) != Machine.USER_CS) {
      throw new IOException("not a 64-bit program");
    }
    if (!SyscallInstruction.at(memory, instruction)) {
      throw new IOException("the program was replaced meanwhile");
    }
    this.instruction = instruction;
    this.savedMask = tracee.signalMask();
    leaveCriticalSection(memory);
    if (saved.get(JAVA_LONG, Machine.RAX) == EINTR
        && NOT_RESTARTED.contains(saved.get(JAVA_LONG, Machine.ORIG_RAX))) {
      // Our stop interrupted it, not a signal: let the kernel make the call again if no handler
      // is to run, so that the program never sees an EINTR it had no reason to expect.
      saved.set(JAVA_LONG, Machine.RAX, ERESTARTNOHAND);
    }
    tracee.signalMask(-1L);
  }

  /** Makes a call and returns its result or negative error number. */
  long call(long number, long first, long second) throws IOException {
    registers.set(JAVA_LONG, Machine.RAX, number);
    registers.set(JAVA_LONG, Machine.RDI, first);
    registers.set(JAVA_LONG, Machine.RSI, second);
    registers.set(JAVA_LONG, Machine.RIP, instruction);
    // Not in a system call: the kernel must not restart one on the way.
    registers.set(JAVA_LONG, Machine.ORIG_RAX, -1L);
    tracee.registers(registers);
    tracee.toSyscallStop();
    tracee.toSyscallStop();
    return tracee.registers().get(JAVA_LONG, Machine.RAX);
  }

  /**
   * Restores the thread, stopped where the kernel handles signals, so that a system call that the
   * stop had interrupted is restarted by the kernel's own rules.
   */
  @Override
  public void close() throws IOException {
    try {
      tracee.toInterrupt();
    } finally {
      tracee.registers(saved);
      tracee.signalMask(savedMask);
    }
  }

  /**
   * Aborts a restartable sequence that the stop interrupted, as the kernel does when it preempts
   * one: it will no longer do so once it has seen the thread run elsewhere.
   */
  private void leaveCriticalSection(AddressSpace memory) throws IOException {
    long area = tracee.restartableSequence();
    if (area == 0) {
      return;
    }
    ByteBuffer words = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
    words.limit(8);
    memory.read(area + 8, words);
    long section = words.getLong(0);
    if (section == 0) {
      return;
    }
    words.clear();
    memory.read(section + 8, words);
    long start = words.getLong(0);
    long length = words.getLong(8);
    if (Long.compareUnsigned(saved.get(JAVA_LONG, Machine.RIP) - start, length) < 0) {
      saved.set(JAVA_LONG, Machine.RIP, words.getLong(16));
    }
  }
}
