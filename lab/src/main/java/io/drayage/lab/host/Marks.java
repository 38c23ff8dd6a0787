package io.drayage.lab.host;

import io.drayage.lab.machine.ProcessId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds labs' processes on the machine by the mark in their environment. */
public final class Marks {
  private Marks() {}

  /** The processes that keep a lab's hosts alive: each host's pid 1 and its parent. */
  public static List<ProcessId> processesOf(String lab) {
    List<ProcessId> found = new ArrayList<>();
    ProcessHandle.allProcesses()
        .filter(process -> mark(process.pid()).filter(m -> m.startsWith(HostPlace.markOfAll(lab))).isPresent())
        .forEach(process -> ProcessId.ofRunning(process.pid()).ifPresent(found::add));
    return found;
  }

  /** Names of all labs that have such processes. */
  public static TreeSet<String> labs() {
    TreeSet<String> labs = new TreeSet<>();
    ProcessHandle.allProcesses()
        .forEach(
            process ->
                mark(process.pid())
                    .map(mark -> mark.substring(HostPlace.markOfAny().length()))
                    .filter(mark -> mark.contains("/"))
                    .ifPresent(mark -> labs.add(mark.substring(0, mark.indexOf('/')))));
    return labs;
  }

  static String command(long pid) {
    return read(pid, "cmdline");
  }

  private static Optional<String> mark(long pid) {
    return read(pid, "environ")
        .transform(text -> List.of(text.split("\0")))
        .stream()
        .filter(entry -> entry.startsWith(HostPlace.markOfAny()))
        .findFirst();
  }

  /** Empty for a process that is gone, or not ours to read. */
  private static String read(long pid, String file) {
    try {
      return new String(
          Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)),
          StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
