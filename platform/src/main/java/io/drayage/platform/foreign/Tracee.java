package io.drayage.platform.foreign;

import static io.drayage.platform.foreign.SystemCallException.check;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of another process that this operating-system thread traces (ptrace(2)). Every call is
 * made by the thread that seized it; when that thread ends, the kernel detaches.
 */
final class Tracee {
  private static final long SEIZE = 0x4206;
  private static final long INTERRUPT = 0x4207;
  private static final long CONT = 7;
  private static final long SYSCALL = 24;
  private static final long DETACH = 17;
  private static final long GETREGS = 12;
  private static final long SETREGS = 13;
  private static final long GETSIGMASK = 0x420a;
  private static final long SETSIGMASK = 0x420b;
  private static final long GET_RSEQ_CONFIGURATION = 0x420f;
  private static final long O_TRACESYSGOOD = 1;
  private static final long O_SUSPEND_SECCOMP = 1 << 21;
  private static final long WALL = 0x40000000;
  private static final long WNOHANG = 1;
  private static final int SIGTRAP = 5;
  private static final int EVENT_STOP = 128;
  private static final long SIGSET = 8;

  private final int tid;
  private final Arena arena;
  private final MemorySegment status;
  private final MemorySegment mask;

  /** A stop-signal that came meanwhile and must not be lost; 0 for none. */
  private int swallowed;

  private Tracee(int tid, Arena arena) {
    this.tid = tid;
    this.arena = arena;
    this.status = arena.allocate(JAVA_INT);
    this.mask = arena.allocate(JAVA_LONG);
  }

  /** Attaches to a thread without stopping it; its seccomp filter is lifted while it is traced. */
  static Tracee seize(int tid, Arena arena) throws SystemCallException {
    Machine.require();
    long good = CallNumber.PTRACE.call(SEIZE, tid, 0, O_TRACESYSGOOD | O_SUSPEND_SECCOMP, 0, 0);
    if (good == -SystemCallException.EPERM || good == -22) {
      // Without CAP_SYS_ADMIN; enough for a thread without a filter.
      good = CallNumber.PTRACE.call(SEIZE, tid, 0, O_TRACESYSGOOD, 0, 0);
    }
    check("PTRACE_SEIZE", good);
    return new Tracee(tid, arena);
  }

  /**
   * Stops the thread on its way to user space, where the kernel would handle signals.
   *
   * @throws IOException when it did not stop in time (it may wait uninterruptibly) or ended
   */
  void stop(long patienceNanos) throws IOException {
    request("PTRACE_INTERRUPT", INTERRUPT, 0);
    while (true) {
      int stop = await(patienceNanos);
      if (stop >> 16 == EVENT_STOP) {
        return;
      }
      // A stop of another kind came first and used the interrupt up; go on to the next.
      request("PTRACE_INTERRUPT", INTERRUPT, 0);
      request("PTRACE_CONT", CONT, signalOf(stop));
    }
  }

  /** Lets the stopped thread run to the next entry to or exit from a system call. */
  void toSyscallStop() throws IOException {
    while (true) {
      request("PTRACE_SYSCALL", SYSCALL, 0);
      int stop = await();
      int signal = stop >> 8 & 0xff;
      if (signal == (SIGTRAP | 0x80)) {
        return;
      }
      if (stop >> 16 == 0) {
        swallowed = signal; // SIGSTOP alone cannot be masked
      }
    }
  }

  /** Lets the thread run to where {@link #stop} would stop it, without a step in user space. */
  void toInterrupt() throws IOException {
    request("PTRACE_INTERRUPT", INTERRUPT, 0);
    while (true) {
      request("PTRACE_CONT", CONT, 0);
      int stop = await();
      if (stop >> 16 == EVENT_STOP) {
        return;
      }
      swallowed = stop >> 8 & 0xff;
      request("PTRACE_INTERRUPT", INTERRUPT, 0);
    }
  }

  MemorySegment registers() throws SystemCallException {
    MemorySegment registers = arena.allocate(Machine.REGISTERS, 8);
    request("PTRACE_GETREGS", GETREGS, registers.address());
    return registers;
  }

  void registers(MemorySegment registers) throws SystemCallException {
    request("PTRACE_SETREGS", SETREGS, registers.address());
  }

  long signalMask() throws SystemCallException {
    requestAt("PTRACE_GETSIGMASK", GETSIGMASK, SIGSET, mask.address());
    return mask.get(JAVA_LONG, 0);
  }

  void signalMask(long signals) throws SystemCallException {
    mask.set(JAVA_LONG, 0, signals);
    requestAt("PTRACE_SETSIGMASK", SETSIGMASK, SIGSET, mask.address());
  }

  /** The address of the thread's struct rseq (rseq(2)), 0 when it has none or the kernel. */
  long restartableSequence() {
    MemorySegment configuration = arena.allocate(24, 8);
    long got =
        CallNumber.PTRACE.call(
            GET_RSEQ_CONFIGURATION, tid, configuration.byteSize(), configuration.address(), 0, 0);
    return got < 0 ? 0 : configuration.get(JAVA_LONG, 0);
  }

  /** Lets the stopped thread go its way, with the stop-signal that came meanwhile. */
  void detach() throws SystemCallException {
    request("PTRACE_DETACH", DETACH, 0);
    if (swallowed != 0) {
      CallNumber.KILL.call(tid, swallowed, 0);
    }
  }

  private static int signalOf(int stop) {
    int signal = stop >> 8 & 0xff;
    return stop >> 16 == 0 && signal < 0x80 ? signal : 0;
  }

  /** Waits for the next stop and returns its status word. */
  private int await(long patienceNanos) throws IOException {
    long deadline = System.nanoTime() + patienceNanos;
    for (int tries = 0; ; tries++) {
      long got = CallNumber.WAIT4.call(tid, status.address(), WALL | WNOHANG, 0, 0, 0);
      if (got == tid) {
        return stopped();
      }
      check("wait4", got);
      if (System.nanoTime() - deadline > 0) {
        throw new IOException("thread " + tid + " did not stop");
      }
      if (tries > 20) {
        LockSupport.parkNanos(20_000);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  /**
   * Waits for the next stop, however long: a thread that was taken over must be put back as it was,
   * even if its container is frozen in this instant.
   */
  private int await() throws SystemCallException {
    long got;
    do {
      got = CallNumber.WAIT4.call(tid, status.address(), WALL, 0, 0, 0);
    } while (got == -SystemCallException.EINTR);
    check("wait4", got);
    return stopped();
  }

  private int stopped() throws SystemCallException {
    int word = status.get(JAVA_INT, 0);
    if ((word & 0xff) != 0x7f) {
      throw new SystemCallException("thread " + tid + " ended", SystemCallException.ESRCH);
    }
    return word;
  }

  private void request(String name, long request, long data) throws SystemCallException {
    requestAt(name, request, 0, data);
  }

  private void requestAt(String name, long request, long address, long data)
      throws SystemCallException {
    check(name, CallNumber.PTRACE.call(request, tid, address, data, 0, 0));
  }
}
