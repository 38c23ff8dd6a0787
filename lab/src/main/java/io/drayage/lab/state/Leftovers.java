package io.drayage.lab.state;

import io.drayage.lab.host.Cgroups;
import io.drayage.lab.host.Marks;
import io.drayage.lab.machine.Commands;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.LabPaths;
import io.drayage.lab.machine.MachineLock;
import io.drayage.lab.machine.PipeLimit;
import io.drayage.lab.machine.ProcessId;
import io.drayage.lab.net.MachineLinks;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Everything of a lab that is on the machine: processes, a link, cgroups, mounts, files. All of it
 * is found by the lab's name, so that it can be removed whatever a crash left, and repeatedly.
 */
public final class Leftovers {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 20;

  private final String lab;
  private final LabPaths paths;
  private final Cgroups cgroups;

  public Leftovers(String lab) {
    this.lab = lab;
    this.paths = new LabPaths(lab);
    this.cgroups = new Cgroups(lab);
  }

  /** Names of all labs of which anything is on the machine. */
  public static Set<String> labs() {
    Set<String> labs = new TreeSet<>(LabPaths.labs());
    labs.addAll(Marks.labs());
    labs.addAll(MachineLinks.byLab().keySet());
    labs.addAll(Cgroups.labs());
    return labs;
  }

  /** Whether anything of the lab is on the machine, logs aside. */
  public boolean exist() {
    return labs().contains(lab);
  }

  /**
   * Removes all of it, and with the last lab what all labs share.
   *
   * @throws LabException when something is left all the same
   */
  public void remove() {
    removeButLogs();
    delete(paths.logs());
    removeShared();
  }

  /** Removes all of it but the logs, which tell why the lab did not start. */
  public void removeButLogs() {
    MachineLock.holding(() -> {
      endProcesses();
      MachineLinks.remove(lab);
      await("cgroups", this::cgroupsAreGone);
      unmount();
      delete(paths.disks());
      delete(paths.run());
      if (labs().isEmpty()) {
        new PipeLimit(LabPaths.savedPipeLimit()).restore();
      }
      return lab;
    });
    removeShared();
  }

  private void endProcesses() {
    // A host's pid 1 takes all its processes with it.
    recordedInits().forEach(ProcessId::kill);
    Marks.initsOf(lab).forEach(ProcessId::kill);
    await(
        "processes",
        () -> {
          // Frozen ones die only when they are let go on.
          cgroups.thaw();
          Marks.initsOf(lab).forEach(ProcessId::kill);
          cgroups.pids().forEach(pid -> ProcessId.ofRunning(pid).ifPresent(ProcessId::kill));
          return cgroups.pids().isEmpty() && Marks.processesOf(lab).isEmpty();
        });
  }

  private List<ProcessId> recordedInits() {
    Path hosts = paths.run().resolve("hosts");
    if (!Files.isDirectory(hosts)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(hosts)) {
      return children
          .flatMap(host -> ProcessId.read(paths.init(host.getFileName().toString())).stream())
          .toList();
    } catch (IOException e) {
      throw new LabException("cannot list " + hosts + ": " + e.getMessage(), e);
    }
  }

  private boolean cgroupsAreGone() {
    cgroups.remove();
    return !cgroups.exist();
  }

  /** A host's mounts die with it; this is for what was mounted from outside. */
  private void unmount() {
    List<String> points = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
        Path point = Path.of(line.split(" ", -1)[1]);
        if (point.startsWith(paths.run()) || point.startsWith(paths.disks())) {
          points.add(point.toString());
        }
      }
    } catch (IOException e) {
      throw new LabException("cannot read the machine's mounts: " + e.getMessage(), e);
    }
    points.sort(Comparator.reverseOrder());
    points.forEach(point -> Commands.of("umount", "--lazy", point).runOrThrow());
  }

  private static void delete(Path directory) {
    // Another file system in there would be a mount that this lab did not make.
    Commands.of("rm", "-rf", "--one-file-system", "--", directory.toString()).runOrThrow();
  }

  private static void removeShared() {
    for (Path directory : LabPaths.shared()) {
      try {
        Files.deleteIfExists(directory);
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        // Another lab's, or something else of Drayage's on this machine.
      } catch (IOException e) {
        throw new LabException("cannot remove " + directory + ": " + e.getMessage(), e);
      }
    }
  }

  private void await(String what, BooleanSupplier gone) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!gone.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new LabException(
            "some %s of lab %s do not go away; run `dray lab down --name %s` again"
                .formatted(what, lab, lab));
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LabException("interrupted while taking lab " + lab + " down; run it again", e);
      }
    }
  }
}
