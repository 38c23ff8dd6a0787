package io.drayage.lab.host;

import io.drayage.lab.machine.ProcessId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds labs' processes on the machine by the mark in their environment. */
public final class Marks {
  private Marks() {}

  /** The processes that keep a lab's hosts alive: each host's pid 1 and its parent. */
  public static List<ProcessId> processesOf(String lab) {
    return ProcessHandle.allProcesses()
        .filter(process ->
            mark(process.pid()).filter(m -> m.startsWith(HostPlace.markOfAll(lab))).isPresent())
        .flatMap(process -> ProcessId.ofRunning(process.pid()).stream())
        .toList();
  }

  /** Those of them that are a pid 1: killing it ends the host, and with it the parent. */
  public static List<ProcessId> initsOf(String lab) {
    return processesOf(lab).stream().filter(process -> isInit(process.pid())).toList();
  }

  /** Names of all labs that have such processes. */
  public static Set<String> labs() {
    return ProcessHandle.allProcesses()
        .flatMap(process -> mark(process.pid()).stream())
        .map(mark -> mark.substring(HostPlace.markOfAny().length()))
        .filter(mark -> mark.contains("/"))
        .map(mark -> mark.substring(0, mark.indexOf('/')))
        .collect(Collectors.toSet());
  }

  private static boolean isInit(long pid) {
    // Its pids, from the machine's namespace to its own.
    return read(pid, "status").lines().anyMatch(line -> line.matches("NSpid:.*\\s1"));
  }

  static String command(long pid) {
    return read(pid, "cmdline");
  }

  private static Optional<String> mark(long pid) {
    return read(pid, "environ").transform(text -> List.of(text.split("\0", -1))).stream()
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
