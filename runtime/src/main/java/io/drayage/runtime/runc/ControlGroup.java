package io.drayage.runtime.runc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A container's control group, of version 1 or 2 (cgroups(7)). Read and written as files, because a
 * container stands still meanwhile and each start of runc costs it some 20 ms.
 *
 * @param path from the root of each hierarchy
 */
record ControlGroup(String path) {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final Path CPU = MOUNT.resolve("cpu");

  /** Microseconds in which a share counts; the kernel's own default. */
  private static final long PERIOD = 100_000;

  private static final Path FREEZER = MOUNT.resolve("freezer");
  private static final Duration FREEZE_LIMIT = Duration.ofSeconds(10);
  private static final Duration VFORK_LIMIT = Duration.ofSeconds(2);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(20);
  private static final long POLL_NANOS = 500_000;

  /**
   * The processes in it, as this host sees them; none when it is gone.
   *
   * @throws IOException when they cannot be listed
   */
  List<Integer> tasks() throws IOException {
    var pids = new ArrayList<Integer>();
    try {
      for (String line : Files.readAllLines(directory().resolve("cgroup.procs"))) {
        pids.add(Integer.parseInt(line.strip()));
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return pids;
  }

  /**
   * Freezes every task in it; on return none runs (kernel documentation, cgroup-v1
   * freezer-subsystem.rst and cgroup-v2.rst).
   *
   * @return false when they did not all stop in time; those that did stay frozen
   * @throws IOException when the group is gone or refuses
   */
  boolean freeze() throws IOException {
    boolean first = Files.isDirectory(FREEZER);
    Path directory = directory();
    Path file = directory.resolve(first ? "freezer.state" : "cgroup.freeze");
    Files.writeString(file, first ? "FROZEN" : "1");
    long end = System.nanoTime() + FREEZE_LIMIT.toNanos();
    while (!hasFrozen(directory, first)) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (first) {
        // A task that forks just then can escape version 1's first try.
        Files.writeString(file, "FROZEN");
      }
    }
    return true;
  }

  /**
   * Has the frozen tasks run on for moments, until none of them is frozen in a {@link VforkWait}.
   *
   * @return false when one stays there, or they did not stop again; those that did stay frozen
   * @throws IOException when the group is gone or refuses
   */
  boolean leaveVfork() throws IOException {
    long end = System.nanoTime() + VFORK_LIMIT.toNanos();
    while (VforkWait.isAmong(tasks())) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      thaw();
      LockSupport.parkNanos(POLL_NANOS);
      if (!freeze()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Lets frozen tasks run on. Harmless when they do.
   *
   * @throws IOException when the group is gone or refuses
   */
  void thaw() throws IOException {
    if (Files.isDirectory(FREEZER)) {
      Files.writeString(directory().resolve("freezer.state"), "THAWED");
    } else {
      Files.writeString(directory().resolve("cgroup.freeze"), "0");
    }
  }

  /** Whether its tasks are frozen, or on their way to it. */
  boolean isFrozen() throws IOException {
    boolean first = Files.isDirectory(FREEZER);
    return first
        ? !Files.readString(directory().resolve("freezer.state")).strip().equals("THAWED")
        : Files.readString(directory().resolve("cgroup.freeze")).strip().equals("1");
  }

  /**
   * Kills every task in it, frozen or not, before any of them can do anything more.
   *
   * @return false when some live on after the time that a kill may take
   * @throws IOException when the group refuses
   */
  boolean kill() throws IOException {
    long end = System.nanoTime() + KILL_LIMIT.toNanos();
    for (List<Integer> tasks = tasks(); !tasks.isEmpty(); tasks = tasks()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      Path all = directory().resolve("cgroup.kill");
      if (Files.exists(all)) {
        Files.writeString(all, "1");
      } else {
        // Frozen tasks die when they are thawed, and cannot fork meanwhile.
        freeze();
        tasks().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        thaw();
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  /** Removes it, empty as it is, from each hierarchy. Harmless when it is gone. */
  void remove() throws IOException {
    for (Path directory : directories()) {
      Files.deleteIfExists(directory);
    }
  }

  /** Its path's last element, which is the container's name. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether it is there. */
  boolean exists() {
    return Files.isDirectory(directory());
  }

  /** Its directory in each hierarchy that has it. */
  List<Path> directories() throws IOException {
    var directories = new ArrayList<Path>();
    Path unified = Path.of(MOUNT + path);
    if (Files.isDirectory(unified)) {
      directories.add(unified);
    }
    try (DirectoryStream<Path> hierarchies = Files.newDirectoryStream(MOUNT)) {
      for (Path hierarchy : hierarchies) {
        Path directory = Path.of(hierarchy + path);
        // "cpu" and "cpuacct" may be links to one hierarchy.
        if (!Files.isSymbolicLink(hierarchy) && Files.isDirectory(directory)) {
          directories.add(directory);
        }
      }
    }
    return directories;
  }

  /**
   * Limits the processor time of all its tasks together (kernel documentation, sched-bwc.rst).
   *
   * @param share of all processors; 1 or more lifts the limit
   * @throws IOException when the group refuses, or is gone and is to be limited
   */
  void limitProcessors(double share) throws IOException {
    boolean limited = share < 1;
    if (!limited && !Files.isDirectory(directory())) {
      return;
    }
    long quota =
        Math.max(1000, Math.round(share * PERIOD * Runtime.getRuntime().availableProcessors()));
    if (Files.isDirectory(CPU)) {
      Files.writeString(
          Path.of(CPU + path, "cpu.cfs_quota_us"), limited ? Long.toString(quota) : "-1");
    } else {
      Files.writeString(Path.of(MOUNT + path, "cpu.max"), (limited ? quota : "max") + " " + PERIOD);
    }
  }

  private static boolean hasFrozen(Path directory, boolean first) throws IOException {
    return first
        ? Files.readString(directory.resolve("freezer.state")).strip().equals("FROZEN")
        : Files.readString(directory.resolve("cgroup.events")).contains("frozen 1");
  }

  /** Its directory in the hierarchy that freezes. */
  Path directory() {
    return Path.of((Files.isDirectory(FREEZER) ? FREEZER : MOUNT) + path);
  }
}
