package io.drayage.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process for certain: its pid and when it started, so that a pid given to another process
 * later is never taken for it.
 *
 * @param pid the pid as the machine sees it
 * @param startTicks the start time of proc_pid_stat(5), in clock ticks since boot
 */
public record ProcessId(long pid, long startTicks) {
  private static final int START_TIME = 22;

  /** The process that has a pid now, if there is one. */
  public static Optional<ProcessId> ofRunning(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The second field is a name in brackets and may hold anything; the third one follows the
      // last bracket.
      String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return rest[0].equals("Z")
          ? Optional.empty()
          : Optional.of(new ProcessId(pid, Long.parseLong(rest[START_TIME - 3])));
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * The process recorded in a file as "pid startTicks", if the file is there and whole.
   *
   * @throws LabException when the file cannot be read
   */
  public static Optional<ProcessId> read(Path file) {
    try {
      String[] words = Files.readString(file).strip().split(" ", -1);
      return Optional.of(new ProcessId(Long.parseLong(words[0]), Long.parseLong(words[1])));
    } catch (NoSuchFileException | IndexOutOfBoundsException | NumberFormatException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new LabException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  public boolean isRunning() {
    return ofRunning(pid).filter(this::equals).isPresent();
  }

  /** Kills it with SIGKILL, if it still runs. */
  public void kill() {
    if (isRunning()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** Its directory under /proc. */
  public Path proc() {
    return Path.of("/proc", Long.toString(pid));
  }
}
