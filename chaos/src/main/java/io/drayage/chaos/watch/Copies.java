package io.drayage.chaos.watch;

import io.drayage.lab.host.LabHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A container's own processes on one host, as the kernel tells: those of its control group that
 * execute one of its programs. CRIU's and the agent's helpers in that group are none. Any thread.
 */
public final class Copies {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final List<String> HIERARCHIES = List.of("freezer", "unified", "");

  private final Path group;
  private final List<String> programs;

  /**
   * A container on a host.
   *
   * @param programs how the names of its programs' files begin
   */
  public Copies(LabHost host, String container, List<String> programs) {
    String parent = host.cgroupParent().substring(1);
    this.programs = programs;
    this.group =
        HIERARCHIES.stream()
            .map(hierarchy -> ROOT.resolve(hierarchy).resolve(parent))
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow()
            .resolve(container);
  }

  /** How long each process has been on a processor, in nanoseconds, by its id. */
  public Map<String, Long> processorNanos() {
    var times = new HashMap<String, Long>();
    for (String pid : read(group.resolve("cgroup.procs")).lines().toList()) {
      Path process = Path.of("/proc", pid);
      if (isOwn(process)) {
        long nanos = 0;
        for (Path thread : list(process.resolve("task"))) {
          String spent = read(thread.resolve("schedstat")).split(" ", -1)[0];
          nanos += spent.isEmpty() ? 0 : Long.parseLong(spent);
        }
        times.put(pid, nanos);
      }
    }
    return times;
  }

  private boolean isOwn(Path process) {
    try {
      String name = String.valueOf(Files.readSymbolicLink(process.resolve("exe")).getFileName());
      return programs.stream().anyMatch(name::startsWith);
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
