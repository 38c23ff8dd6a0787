package io.drayage.preflight.probe;

import io.drayage.preflight.fact.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at one process (proc_pid_status(5), proc_pid_stat(5), namespaces(7)). */
final class TaskProbe {
  private static final int ELF_CLASS = 4;
  private static final int CLASS_32 = 1;

  /** Place of the policy among the words behind the name in /proc/PID/stat. */
  private static final int POLICY = 38;

  private static final int HARD_LIMIT = 4;

  private TaskProbe() {}

  static Task look(int pid, int first, List<String> status) {
    Path proc = Subject.proc(pid);
    return new Task(
        pid,
        ProcFile.value(status, "Name").orElse("?"),
        ProcFile.value(status, "State").map(text -> text.substring(0, 1)).orElse("?"),
        (int) ProcFile.number(ProcFile.value(status, "TracerPid")),
        ProcFile.value(status, "NSsid")
            .map(ids -> ProcFile.words(ids).getLast())
            .orElse("")
            .equals("0"),
        isCompat(proc),
        foreignNamespaces(proc, Subject.proc(first)),
        policies(proc),
        label(proc),
        openFilesLimit(proc));
  }

  private static boolean isCompat(Path proc) {
    try (InputStream in = Files.newInputStream(proc.resolve("exe"))) {
      byte[] start = in.readNBytes(ELF_CLASS + 1);
      return start.length > ELF_CLASS && start[ELF_CLASS] == CLASS_32;
    } catch (IOException e) {
      return false;
    }
  }

  private static Set<String> foreignNamespaces(Path proc, Path first) {
    Set<String> foreign = new HashSet<>();
    for (String kind : List.of("cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts")) {
      try {
        Path own = Files.readSymbolicLink(proc.resolve("ns").resolve(kind));
        if (!own.equals(Files.readSymbolicLink(first.resolve("ns").resolve(kind)))) {
          foreign.add(kind);
        }
      } catch (IOException e) {
        // The task or the kind is not there.
      }
    }
    return foreign;
  }

  private static Set<Integer> policies(Path proc) {
    Set<Integer> policies = new HashSet<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(proc.resolve("task"))) {
      for (Path thread : threads) {
        String stat = String.join(" ", ProcFile.lines(thread.resolve("stat")));
        List<String> words = ProcFile.words(stat.substring(stat.lastIndexOf(')') + 1));
        if (words.size() > POLICY) {
          policies.add(Integer.parseInt(words.get(POLICY)));
        }
      }
    } catch (IOException e) {
      // The task has ended.
    }
    return policies;
  }

  private static Optional<String> label(Path proc) {
    return ProcFile.lines(proc.resolve("attr/current")).stream()
        .map(line -> line.replace("\0", "").strip())
        .filter(label -> !label.isEmpty() && !label.startsWith("unconfined"))
        .findFirst();
  }

  private static Optional<Long> openFilesLimit(Path proc) {
    return ProcFile.lines(proc.resolve("limits")).stream()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> ProcFile.words(line).get(HARD_LIMIT))
        .filter(word -> !word.equals("unlimited"))
        .map(Long::parseLong)
        .findFirst();
  }
}
