package io.drayage.preflight.probe;

import io.drayage.preflight.fact.MappedFile;
import io.drayage.preflight.fact.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Looks at a process's mapped memory (proc_pid_maps(5)). */
final class MappingProbe {
  /** ADDRESS-ADDRESS rwxp OFFSET MAJOR:MINOR INODE NAME */
  private static final int NAME = 6;

  private MappingProbe() {}

  static void look(Task task, List<MappedFile> found, UsageCount usage) {
    List<String> lines = ProcFile.lines(Subject.proc(task.pid()).resolve("maps"));
    for (String line : lines) {
      List<String> words = List.of(line.split("\\s+", NAME));
      String path = words.size() == NAME ? words.getLast().strip() : "";
      if (path.equals("[vsyscall]")) {
        continue;
      }
      List<String> range = List.of(words.getFirst().split("-", 2));
      usage.mapped(
          lines.size(),
          Long.parseUnsignedLong(range.getFirst(), 16),
          Long.parseUnsignedLong(range.getLast(), 16));
      String bare = path.replace(" (deleted)", "");
      if (path.startsWith("/dev/") && isDevice(task.pid(), bare)) {
        found.add(new MappedFile(task.pid(), task.name(), bare, true));
      } else if (path.startsWith("anon_inode:")
          || path.equals("[uprobes]")
          || bare.equals("/secretmem")) {
        found.add(new MappedFile(task.pid(), task.name(), bare, false));
      }
    }
  }

  private static boolean isDevice(int pid, String path) {
    Path file = Path.of(Subject.proc(pid) + "/root" + path);
    try {
      FileMode mode = FileMode.of(file);
      return mode.isDevice() && mode.major() != FileMode.MEMORY_DEVICES;
    } catch (IOException e) {
      return false;
    }
  }
}
