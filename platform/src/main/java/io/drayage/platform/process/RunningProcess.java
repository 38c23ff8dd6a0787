package io.drayage.platform.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A program that was started and may still run. Safe for use by several threads. Closing it ends
 * the program.
 */
public final class RunningProcess implements AutoCloseable {
  /** How long {@link #close()} waits between asking and killing. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final List<String> command;
  private final Process process;
  private final long startNanos = System.nanoTime();
  private final TailBuffer stdout;
  private final TailBuffer stderr;
  private final OutputPump stdoutPump;
  private final OutputPump stderrPump;
  private final boolean stdoutWhole;
  private final boolean stderrWhole;
  private final AtomicReference<@Nullable Exception> streamFailure = new AtomicReference<>();

  RunningProcess(List<String> command, Process process, Input stdin, Output stdout, Output stderr) {
    this.command = command;
    this.process = process;
    this.stdout = new TailBuffer(Subprocess.bound(stdout));
    this.stderr = new TailBuffer(Subprocess.bound(stderr));
    boolean captured = stdout instanceof Output.Captured;
    this.stdoutWhole = captured || stdout instanceof Output.Copied;
    this.stderrWhole = stderr instanceof Output.Copied;
    this.stdoutPump =
        OutputPump.start(stdout, process.getInputStream(), this.stdout, captured, this::fail);
    this.stderrPump =
        OutputPump.start(stderr, process.getErrorStream(), this.stderr, false, this::fail);
    if (stdin instanceof Input.Copied(InputStream from)) {
      Thread.startVirtualThread(() -> {
        try {
          Input.feed(from, process.getOutputStream());
        } catch (IOException e) {
          fail(e);
        }
      });
    }
  }

  /** The program's process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether the program still runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /** The program's stdin, for {@link Subprocess#stdinPiped()}; the caller closes it. */
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  /**
   * Writes all of the program's stdin, in UTF-8, and closes it, for {@link
   * Subprocess#stdinPiped()}. A program that has stopped reading is no error: its exit code says
   * whether it had read enough.
   */
  public void tell(String text) throws IOException {
    Input.feed(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), process.getOutputStream());
  }

  /** The tail of what the program has written to stderr so far; after its end, its last words. */
  public String stderrTail() {
    if (!alive()) {
      try {
        var _ = stderrPump.await(System.nanoTime() + OutputPump.HELD_AFTER.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return stderr.text();
  }

  /** Completes with the exit code when the program ends. */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /**
   * Waits for the program's end and returns its exit code.
   *
   * @throws InterruptedException when this thread is interrupted; the program runs on
   */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Waits for the program's end, at most so long, and returns its exit code; empty when it still
   * runs.
   *
   * @throws InterruptedException when this thread is interrupted; the program runs on
   */
  public OptionalInt await(Duration longest) throws InterruptedException {
    return process.waitFor(longest) ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
  }

  /** Sends TERM, waits at most so long, then sends KILL. Only the program itself, no descendant. */
  public void destroy(Duration grace) {
    process.destroy();
    boolean interrupted = false;
    try {
      if (process.waitFor(grace)) {
        return;
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    kill();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends KILL and waits for the end. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Ends the program, if it still runs: TERM, then KILL after 5 s. */
  @Override
  public void close() {
    if (alive()) {
      destroy(GRACE);
    }
  }

  /** Waits for the end and gathers the result; kills the program when that cannot be had. */
  Subprocess.Result result(@Nullable Duration timeout) {
    try {
      if (timeout == null) {
        process.waitFor();
      } else if (!process.waitFor(timeout)) {
        kill();
        throw stopped("did not end within " + timeout.toMillis() + " ms and was killed", null);
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
      awaitOutput(stdoutPump, "stdout", stdoutWhole, timeout);
      awaitOutput(stderrPump, "stderr", stderrWhole, timeout);
      Exception failure = streamFailure.get();
      if (failure != null) {
        throw stopped("was stopped: " + failure.getMessage(), failure);
      }
      return new Subprocess.Result(process.exitValue(), stdout.text(), stderr.text(), elapsed);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw stopped("was killed because its caller was interrupted", e);
    }
  }

  private SubprocessException stopped(String why, @Nullable Throwable cause) {
    return SubprocessException.stopped(command, why, stderr.text(), cause);
  }

  /** Waits for an output's end; one that must be whole and is not gives no result. */
  private void awaitOutput(OutputPump pump, String name, boolean whole, @Nullable Duration timeout)
      throws InterruptedException {
    Long deadline = null;
    if (timeout != null) {
      // A program that ends just in time has its last words moved all the same.
      deadline =
          Math.max(
              startNanos + timeout.toNanos(), System.nanoTime() + OutputPump.HELD_AFTER.toNanos());
    }
    switch (pump.await(deadline)) {
      case DRAINED -> {
        // All is where it belongs.
      }
      case HELD -> {
        // Otherwise abandoned: the pump's virtual thread ends when the pipe is closed.
        if (whole) {
          throw stopped(
              "ended, but a process it left behind keeps its %s open, which may lack its end"
                  .formatted(name),
              null);
        }
      }
      case LATE -> throw stopped("ended, but its %s was not taken in time".formatted(name), null);
    }
  }

  private void fail(Exception e) {
    if (streamFailure.compareAndSet(null, e)) {
      process.destroyForcibly();
    }
  }
}
