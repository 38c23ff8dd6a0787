package io.drayage.preflight.probe;

import io.drayage.preflight.fact.OpenFile;
import io.drayage.preflight.fact.OpenFile.Kind;
import io.drayage.preflight.fact.Task;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the open files of a container's tasks. Ordinary ones are passed over, and of many that
 * are alike one is told. For one container; not thread-safe.
 */
final class FileProbe {
  private static final String DELETED = " (deleted)";

  private final Subject subject;
  private final UsageCount usage;
  private final List<String> blind;
  private final Set<OpenFile> found = new LinkedHashSet<>();
  private final PipeEnds pipes;

  FileProbe(Subject subject, UsageCount usage, List<String> blind) {
    this.subject = subject;
    this.usage = usage;
    this.blind = blind;
    this.pipes = new PipeEnds(subject);
  }

  List<OpenFile> look(List<Task> tasks) {
    Set<String> shared = MountProbe.ids(subject.first());
    for (Task task : tasks) {
      Path proc = Subject.proc(task.pid());
      Set<String> mounts =
          task.foreignNamespaces().contains("mnt") ? MountProbe.ids(task.pid()) : shared;
      try (DirectoryStream<Path> numbers = Files.newDirectoryStream(proc.resolve("fd"))) {
        for (Path number : numbers) {
          look(task, number, mounts);
        }
      } catch (IOException e) {
        if (Files.exists(proc)) {
          blind.add("open files of %s could not be read: %s".formatted(task.who(), e.getMessage()));
        }
      }
    }
    found.addAll(pipes.outside());
    return new ArrayList<>(found);
  }

  private void look(Task task, Path number, Set<String> mounts) {
    try {
      String target = Files.readSymbolicLink(number).toString();
      Path info = Subject.proc(task.pid()).resolve("fdinfo").resolve(number.getFileName());
      if (target.startsWith("/memfd:")) {
        return;
      }
      if (target.startsWith("anon_inode:") || target.matches("[a-z_]+:\\[\\d+].*")) {
        lookAtNameless(task, number, target, info);
      } else if (target.startsWith("/secretmem") || target.startsWith("/dmabuf:")) {
        found.add(file(task, target, Kind.ANONYMOUS, 0, 0, 0, 0, false));
      } else {
        lookAtPath(task, number, target, info, mounts);
      }
    } catch (IOException e) {
      // It was closed just now.
    }
  }

  private void lookAtNameless(Task task, Path number, String target, Path info) {
    int fd = Integer.parseInt(number.getFileName().toString());
    if (target.startsWith("socket:")) {
      SocketProbe.look(task, fd, subject)
          .ifPresentOrElse(found::add, () -> cannotAsk(task, target));
    } else if (target.startsWith("pipe:")) {
      pipes.add(task, fd, target, ProcFile.lines(info));
    } else if (target.equals("anon_inode:inotify") || target.equals("anon_inode:[inotify]")) {
      usage.inotify(
          (int) ProcFile.lines(info).stream().filter(line -> line.startsWith("inotify ")).count());
    } else {
      found.add(
          file(
              task,
              target.replaceFirst("^pidfd:.*", "[pidfd]"),
              Kind.ANONYMOUS,
              0,
              0,
              0,
              0,
              false));
    }
  }

  private void cannotAsk(Task task, String target) {
    if (Files.exists(Subject.proc(task.pid()))) {
      blind.add("%s of %s could not be asked what it is".formatted(target, task.who()));
    }
  }

  private void lookAtPath(Task task, Path number, String target, Path info, Set<String> mounts)
      throws IOException {
    FileMode mode = FileMode.of(number);
    boolean outside =
        !ProcFile.value(ProcFile.lines(info), "mnt_id").map(mounts::contains).orElse(true);
    if (mode.isDevice()) {
      if (mode.isBlockDevice() || mode.major() != FileMode.MEMORY_DEVICES) {
        found.add(
            file(
                task,
                target,
                mode.isBlockDevice() ? Kind.BLOCK_DEVICE : Kind.CHARACTER_DEVICE,
                mode.major(),
                mode.minor(),
                0,
                0,
                outside && OpenFile.isPseudoTerminal(mode.major())));
      }
    } else if (target.endsWith(DELETED) && !mode.isPipe() && !mode.isSocket()) {
      String name = target.substring(0, target.length() - DELETED.length());
      found.add(file(task, name, Kind.DELETED, 0, 0, mode.bytes(), mode.links(), outside));
    } else if (outside) {
      found.add(file(task, target, Kind.PATH, 0, 0, 0, 0, true));
    }
  }

  static OpenFile file(
      Task task,
      String target,
      Kind kind,
      int major,
      int minor,
      long bytes,
      int links,
      boolean out) {
    return new OpenFile(
        task.pid(), task.name(), target, kind, major, minor, bytes, links, out, Optional.empty());
  }
}
