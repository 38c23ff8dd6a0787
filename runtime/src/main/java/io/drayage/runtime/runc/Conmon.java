package io.drayage.runtime.runc;

import io.drayage.platform.json.Json;
import io.drayage.platform.process.Subprocess;
import io.drayage.runtime.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The container monitor: one small process per container that holds its stdio, writes its log and
 * notes its exit code, so that the agent may die and come back without the container noticing.
 */
final class Conmon {
  private final String runc;

  Conmon(String runc) {
    this.runc = runc;
  }

  /** Starts a monitor that runs {@code runc create}; the outcome comes through {@code events}. */
  void create(Workload workload, EventPipe events) {
    launch(workload, events, runc, List.of());
  }

  /**
   * Starts a monitor that runs a script in place of {@code runc restore}; the outcome comes through
   * {@code events}.
   */
  void restore(Workload workload, EventPipe events, Path images, Path script) {
    launch(workload, events, script.toString(), List.of("--restore", images.toString()));
  }

  /**
   * The file in which runc or CRIU notes the first process's id once the container was created or
   * restored.
   */
  static Path pidFile(Path scratch) {
    return scratch.resolve("pid");
  }

  /** The first process's id, or 0 where none is noted. */
  static long pid(Path scratch) {
    try {
      String pid = Files.readString(pidFile(scratch)).strip();
      return pid.isEmpty() ? 0 : Long.parseLong(pid);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException("a container's first process cannot be read", e);
    }
  }

  /** The file in which the monitor leaves the exit code. */
  private static Path exitFile(Path scratch, String name) {
    return exitDirectory(scratch).resolve(name);
  }

  private static Path exitDirectory(Path scratch) {
    return scratch.resolve("exit");
  }

  /**
   * Whether a container's monitor lives and has not noted the exit code yet: when the last process
   * has ended, it will. A monitor that was killed, or went with its host, never does.
   */
  static boolean isToNoteExit(Path scratch, String name) {
    // In this order: it notes, then ends.
    return isAlive(scratch) && !Files.exists(exitFile(scratch, name));
  }

  private static boolean isAlive(Path scratch) {
    try {
      String monitor = Files.readString(monitorFile(scratch)).strip();
      return Files.readString(Path.of("/proc", monitor, "comm")).strip().equals("conmon");
    } catch (IOException e) {
      return false;
    }
  }

  private static Path monitorFile(Path scratch) {
    return scratch.resolve("monitor-pid");
  }

  private void launch(Workload workload, EventPipe events, String runtime, List<String> more) {
    try {
      Files.createDirectories(exitDirectory(workload.scratch()));
      Files.deleteIfExists(exitFile(workload.scratch(), workload.name()));
      Files.deleteIfExists(monitorFile(workload.scratch()));
      Files.deleteIfExists(pidFile(workload.scratch()));
    } catch (IOException e) {
      throw new UncheckedIOException("monitor's directory cannot be made", e);
    }
    var command = new ArrayList<String>();
    // conmon reports on an inherited descriptor, which only a shell can give it.
    command.addAll(List.of("sh", "-c", "exec 3>\"$1\"; shift; exec conmon \"$@\"", "conmon"));
    command.add(events.path().toString());
    command.addAll(List.of("--cid", workload.name(), "--cuuid", workload.name()));
    command.addAll(List.of("--name", workload.name(), "--runtime", runtime));
    command.addAll(List.of("--bundle", workload.directory().toString()));
    command.addAll(List.of("--container-pidfile", pidFile(workload.scratch()).toString()));
    command.addAll(List.of("--conmon-pidfile", monitorFile(workload.scratch()).toString()));
    command.addAll(List.of("--exit-dir", exitDirectory(workload.scratch()).toString()));
    command.addAll(List.of("--log-path", "k8s-file:" + workload.log(), "--full-attach"));
    command.addAll(more);
    CleanEnvironment.of(Subprocess.of(command))
        .env("_OCI_SYNCPIPE", "3")
        .discardOutput()
        .runOrThrow();
  }

  /**
   * The outcome that a monitor reported: the first process's id, or why there is none.
   *
   * @param pid greater than 0 when the container was created or restored
   * @param message what runc printed when it was not
   */
  record Outcome(long pid, String message) {
    static Outcome parse(String line) {
      try {
        JsonNode json = Json.mapper().readTree(line);
        return new Outcome(json.path("pid").asLong(-1), json.path("message").asString(""));
      } catch (JacksonException e) {
        return new Outcome(-1, line);
      }
    }

    boolean succeeded() {
      return pid > 0;
    }
  }
}
