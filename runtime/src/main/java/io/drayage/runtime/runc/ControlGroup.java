package io.drayage.runtime.runc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The control group that a container's tasks are in, of version 1 or 2 (cgroups(7)). */
final class ControlGroup {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");

  /** A version 1 hierarchy that runc puts every container into. */
  private static final String CONTROLLER = "pids";

  private ControlGroup() {}

  /**
   * The tasks (thread group leaders) beside a container's first one, itself included, as this host
   * sees them.
   */
  static List<Integer> tasks(long first) throws IOException {
    var pids = new ArrayList<Integer>();
    for (String line : Files.readAllLines(directory(first).resolve("cgroup.procs"))) {
      pids.add(Integer.parseInt(line.strip()));
    }
    return pids;
  }

  private static Path directory(long pid) throws IOException {
    Path file = Path.of("/proc", Long.toString(pid), "cgroup");
    Path unified = MOUNT;
    for (String line : Files.readAllLines(file)) {
      int controllers = line.indexOf(':') + 1;
      int path = line.indexOf(':', controllers) + 1;
      String group = line.substring(path);
      if (line.substring(controllers, path - 1).equals(CONTROLLER)) {
        return MOUNT.resolve(CONTROLLER + group);
      }
      if (line.startsWith("0::")) {
        unified = Path.of(MOUNT + group);
      }
    }
    return unified;
  }
}
