package io.drayage.platform.foreign;

import static io.drayage.platform.foreign.SystemCallException.check;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A userfaultfd made inside a running process, and its address space. One thread of the process is
 * stopped meanwhile, for about a millisecond, and goes on as if nothing had been: the way of
 * ptrace(2) with PTRACE_SEIZE, so that no signal is seen by the process or its parent.
 *
 * @param protection the descriptor; the process itself no longer has it
 * @param memory the address space that it belongs to
 * @param stoppedNanos how long the thread was stopped
 */
public record Injection(WriteProtection protection, AddressSpace memory, long stoppedNanos) {
  private static final long STOP_PATIENCE = 500_000_000L;
  private static final int THREADS_TRIED = 4;

  /**
   * Injects into a process. It must not be a child of this process, nor frozen by its cgroup: then
   * no thread stops and this fails after half a second for each of four threads tried. Frozen in
   * the very instant of the injection, it makes this wait until it is thawed. The one thing that
   * would harm it is the end of this process in that instant.
   *
   * @throws SystemCallException ESRCH when the process is gone; EPERM when it may not be traced
   *     (another tracer has it, or rights are missing)
   * @throws IOException when it cannot be done for another reason, the process going on unharmed
   */
  public static Injection into(int pid) throws IOException {
    Machine.require();
    if (isOwnChild(pid)) {
      // Any of our threads that waits for the child's end, as Java's process reaper does, would be
      // told of its stops and take them for that end.
      throw new IOException("process " + pid + " is this process's own child");
    }
    IOException last = new SystemCallException("process " + pid, SystemCallException.ESRCH);
    List<Integer> threads = threads(pid);
    for (int tid : threads.subList(0, Math.min(THREADS_TRIED, threads.size()))) {
      try {
        return onOwnThread(pid, tid);
      } catch (IOException e) {
        e.addSuppressed(last);
        last = e;
      }
    }
    throw last;
  }

  /** Closes both. */
  public void close() {
    protection.close();
    memory.close();
  }

  private static boolean isOwnChild(int pid) {
    return ProcessHandle.of(pid)
        .flatMap(ProcessHandle::parent)
        .map(parent -> parent.pid() == ProcessHandle.current().pid())
        .orElse(false);
  }

  private static List<Integer> threads(int pid) {
    var threads = new ArrayList<Integer>();
    String[] names = Path.of("/proc/" + pid + "/task").toFile().list();
    if (names != null) {
      for (String name : names) {
        threads.add(Integer.valueOf(name));
      }
    }
    return threads;
  }

  /**
   * Traces from a new thread of the operating system: tracing belongs to one, and whatever goes
   * wrong, its end makes the kernel let the traced thread go.
   */
  private static Injection onOwnThread(int pid, int tid) throws IOException {
    var result = new CompletableFuture<Injection>();
    Thread tracer =
        Thread.ofPlatform()
            .name("inject-" + tid)
            .daemon()
            .start(() -> {
              try {
                result.complete(inject(pid, tid));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    boolean interrupted = false;
    while (true) {
      try {
        tracer.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // the tracer never takes long and must end its work
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case SystemCallException failed -> throw failed;
        case IOException failed -> throw failed;
        case null, default -> throw e;
      }
    }
  }

  private static Injection inject(int pid, int tid) throws IOException {
    if (Files.readString(Path.of("/proc/" + pid + "/task/" + tid + "/stat")).contains(") Z ")) {
      throw new IOException("thread " + tid + " has ended");
    }
    Path thread = Path.of("/proc/" + pid + "/task/" + tid);
    long instruction;
    try (AddressSpace before = AddressSpace.open(thread)) {
      instruction = SyscallInstruction.find(before);
    }
    try (Arena arena = Arena.ofConfined()) {
      Tracee tracee = Tracee.seize(tid, arena);
      tracee.stop(STOP_PATIENCE);
      long stopped = System.nanoTime();
      WriteProtection protection = null;
      AddressSpace memory = null;
      boolean done = false;
      try {
        memory = AddressSpace.open(thread);
        try (InjectedCalls calls = new InjectedCalls(tracee, memory, instruction)) {
          int remote =
              (int)
                  check(
                      "userfaultfd",
                      calls.call(CallNumber.USERFAULTFD.number(), WriteProtection.FLAGS, 0));
          try {
            protection = new WriteProtection(Descriptor.borrow(pid, remote));
          } finally {
            check("close", calls.call(CallNumber.CLOSE.number(), remote, 0));
          }
        }
        done = true;
      } finally {
        try {
          // A thread that ended or whose process executes another program cannot be detached.
          tracee.detach();
        } catch (SystemCallException e) {
          done = false;
        }
        if (!done) {
          closeAll(protection, memory);
        }
      }
      if (!done || protection == null) {
        throw new SystemCallException("thread " + tid + " ended", SystemCallException.ESRCH);
      }
      long nanos = System.nanoTime() - stopped;
      try {
        protection.enable();
      } catch (SystemCallException e) {
        closeAll(protection, memory);
        throw e;
      }
      return new Injection(protection, memory, nanos);
    }
  }

  private static void closeAll(
      @org.jspecify.annotations.Nullable AutoCloseable protection,
      @org.jspecify.annotations.Nullable AddressSpace memory) {
    if (protection instanceof WriteProtection open) {
      open.close();
    }
    if (memory != null) {
      memory.close();
    }
  }
}
