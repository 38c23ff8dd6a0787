package io.drayage.runtime.runc;

import io.drayage.platform.process.Subprocess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The {@code runc} program: one method a subcommand, no knowledge of what calls for it. */
final class Runc {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Path STATE = Path.of("/run/runc");

  private final String program;

  Runc(String program) {
    this.program = program;
  }

  String program() {
    return program;
  }

  void start(String name) {
    command("start", name).runOrThrow();
  }

  /** Whether it knows the container: one that it created, not one that CRIU restored. */
  boolean knows(String name) {
    return Files.exists(STATE.resolve(name));
  }

  /** Kills what runs, frozen or not, and forgets the container. */
  Subprocess.Result deleteByForce(String name) {
    return command("delete", "--force", name).run();
  }

  /**
   * Creates a container that is known below a root directory of its own; it is not started.
   *
   * @param output where the program and the container's first process write
   * @return whether that succeeded
   */
  boolean create(Path root, Path bundle, String name, Path output) {
    return command("--root", root.toString(), "create", "--bundle", bundle.toString(), name)
        .appendOutput(output)
        .run()
        .succeeded();
  }

  private Subprocess command(String... arguments) {
    var command = new ArrayList<String>();
    command.add(program);
    command.addAll(List.of(arguments));
    return CleanEnvironment.of(Subprocess.of(command)).timeout(LONGEST);
  }
}
