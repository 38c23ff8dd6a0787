package io.drayage.preflight.probe;

import io.drayage.platform.foreign.BorrowedDescriptor;
import io.drayage.platform.foreign.SystemCallException;
import io.drayage.preflight.fact.OpenFile;
import io.drayage.preflight.fact.Task;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pipes of a container and where their other ends are. Not thread-safe. */
final class PipeEnds {
  private static final int ACCESS = 3;
  private static final int READ_AND_WRITE = 2;
  private static final int USUAL_BYTES = 65536;

  private record Pipe(Task owner, long bytes, Set<Integer> access) {}

  private final Subject subject;
  private final Map<String, Pipe> pipes = new HashMap<>();

  PipeEnds(Subject subject) {
    this.subject = subject;
  }

  void add(Task task, int fd, String target, List<String> info) {
    if (subject.monitorPipes().contains(target)) {
      return;
    }
    int flags = ProcFile.value(info, "flags").map(text -> Integer.parseInt(text, 8)).orElse(0);
    pipes
        .computeIfAbsent(target, name -> new Pipe(task, bytes(task.pid(), fd), new HashSet<>()))
        .access()
        .add(flags & ACCESS);
  }

  private static long bytes(int pid, int fd) {
    try (BorrowedDescriptor pipe = BorrowedDescriptor.of(pid, fd)) {
      return pipe.pipeBytes();
    } catch (SystemCallException e) {
      return 0;
    }
  }

  /** Those that hold unusually much, and those that lead out of the container. */
  List<OpenFile> outside() {
    Set<String> lone = new HashSet<>();
    pipes.forEach((name, pipe) -> {
      if (pipe.access().size() == 1 && !pipe.access().contains(READ_AND_WRITE)) {
        lone.add(name);
      }
    });
    Set<String> held = lone.isEmpty() ? Set.of() : heldOutside(lone);
    var told = new ArrayList<OpenFile>();
    pipes.forEach((name, pipe) -> {
      boolean outside = held.contains(name);
      if (outside || pipe.bytes() > USUAL_BYTES) {
        told.add(
            FileProbe.file(pipe.owner(), name, OpenFile.Kind.PIPE, 0, 0, pipe.bytes(), 0, outside));
      }
    });
    return told;
  }

  private Set<String> heldOutside(Set<String> names) {
    Set<String> held = new HashSet<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        int pid = Integer.parseInt(process.getFileName().toString());
        if (!subject.pids().contains(pid)) {
          targets(process).stream().filter(names::contains).forEach(held::add);
        }
      }
    } catch (IOException e) {
      return held;
    }
    return held;
  }

  private static List<String> targets(Path process) {
    var targets = new ArrayList<String>();
    try (DirectoryStream<Path> numbers = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path number : numbers) {
        targets.add(Files.readSymbolicLink(number).toString());
      }
    } catch (IOException | DirectoryIteratorException e) {
      return targets;
    }
    return targets;
  }
}
