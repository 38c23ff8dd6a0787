package io.drayage.runtime.runc;

import io.drayage.platform.json.Json;
import io.drayage.platform.process.Subprocess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The {@code runc} program: one method a subcommand, no knowledge of what calls for it. */
final class Runc {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final String program;

  Runc(String program) {
    this.program = program;
  }

  String program() {
    return program;
  }

  /** The status runc gives (created, running, paused, stopped) and the first process's id. */
  Optional<State> state(String name) {
    Subprocess.Result result = command("state", name).run();
    if (!result.succeeded()) {
      return Optional.empty();
    }
    JsonNode json = Json.mapper().readTree(result.stdout());
    return Optional.of(new State(json.path("status").asString(""), json.path("pid").asLong(0)));
  }

  record State(String status, long pid) {}

  void start(String name) {
    command("start", name).runOrThrow();
  }

  Subprocess.Result resume(String name) {
    return command("resume", name).run();
  }

  Subprocess.Result kill(String name, String signal) {
    return command("kill", name, signal).run();
  }

  /** Kills what runs, frozen or not, and forgets the container. */
  Subprocess.Result deleteByForce(String name) {
    return command("delete", "--force", name).run();
  }

  /**
   * Dumps everything but lazy memory and leaves the tasks as the freezer has them. It writes one
   * byte to its stdout when the images are there, and ends when the page server was spoken to.
   */
  Subprocess checkpoint(String name, Path images, Path work, int pageServer) {
    return command(
        "checkpoint",
        "--leave-running",
        "--tcp-established",
        "--lazy-pages",
        "--page-server",
        "127.0.0.1:" + pageServer,
        "--status-fd",
        "1",
        "--image-path",
        images.toString(),
        "--work-path",
        work.toString(),
        name);
  }

  private Subprocess command(String... arguments) {
    var command = new ArrayList<String>();
    command.add(program);
    command.addAll(List.of(arguments));
    return CleanEnvironment.of(Subprocess.of(command)).timeout(LONGEST);
  }
}
