package io.drayage.runtime.criu;

import io.drayage.platform.foreign.Mounts;
import io.drayage.platform.foreign.PrivateMounts;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A CRIU that waits for its {@link LastOptions}, and then dumps a container without looking at its
 * pages.
 *
 * <p>CRIU learns from /proc/PID/pagemap which pages there are, and then takes hold of each of them,
 * a quarter of a millisecond per MiB. It runs in a mount namespace of its own in which its own
 * pagemap stands in place of each task's, so it finds none; whoever called for the dump lists the
 * pages then ({@code io.drayage.transfer.checkpoint}). Owned by one thread at a time.
 */
public final class WaitingDump implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final PrivateMounts mounts;
  private final RunningProcess process;

  private WaitingDump(PrivateMounts mounts, RunningProcess process) {
    this.mounts = mounts;
    this.process = process;
  }

  /**
   * Starts the process; nothing is dumped yet.
   *
   * @param criu the program and the options that it is started with
   * @param network the container's network namespace
   * @param environment prepares the process's environment
   */
  public static WaitingDump start(List<String> criu, Path network, Environment environment)
      throws IOException {
    var command = new ArrayList<>(List.of("nsenter", "--net=" + network));
    command.addAll(criu);
    PrivateMounts mounts = PrivateMounts.open();
    try {
      Subprocess process =
          environment
              .prepare(Subprocess.of(command).stdinPiped())
              .env(LastOptions.VARIABLE, LastOptions.STDIN);
      return new WaitingDump(mounts, mounts.call(process::start));
    } catch (IOException | RuntimeException e) {
      mounts.close();
      throw e;
    }
  }

  /** Prepares the environment of a process. */
  @FunctionalInterface
  public interface Environment {
    /** Does so. */
    Subprocess prepare(Subprocess process);
  }

  /**
   * Has CRIU begin to dump the frozen tasks.
   *
   * @param tasks all of them, as this host sees them
   * @param options the ones that it lacks
   */
  public void begin(List<Integer> tasks, List<String> options) throws IOException {
    Path none = pagemap(process.pid());
    mounts.call(() -> {
      for (int task : tasks) {
        Mounts.bind(none, pagemap(task));
      }
      return true;
    });
    process.tell(LastOptions.text(options));
  }

  /** Waits for CRIU's end, and tells whether it succeeded. */
  public boolean await() {
    try {
      OptionalInt exit = process.await(LONGEST);
      return exit.isPresent() && exit.getAsInt() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What the process said before or beside CRIU's log. */
  public String stderr() {
    return process.stderrTail();
  }

  @Override
  public void close() {
    process.close();
    mounts.close();
  }

  private static Path pagemap(long pid) {
    return Path.of("/proc", Long.toString(pid), "pagemap");
  }
}
