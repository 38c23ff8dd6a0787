package io.drayage.lab.machine;

import io.drayage.platform.process.Subprocess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The machine's own commands, run without anything of this process's environment but a PATH. */
public final class Commands {
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Commands() {}

  /** A command that has a minute to end. */
  public static Subprocess of(String... command) {
    return of(List.of(command));
  }

  /** A command that has a minute to end. */
  public static Subprocess of(List<String> command) {
    return Subprocess.of(command)
        .emptyEnvironment()
        .env("PATH", PATH)
        .env("LC_ALL", "C.UTF-8")
        .timeout(LIMIT);
  }

  /**
   * Runs a command that must succeed, in the network namespace of a process.
   *
   * @throws io.drayage.platform.process.SubprocessException when it fails
   */
  public static void inNetworkOf(ProcessId process, String... command) {
    List<String> words =
        new ArrayList<>(List.of("nsenter", "-t", Long.toString(process.pid()), "-n"));
    words.addAll(List.of(command));
    of(words).runOrThrow();
  }

  /** Runs ip(8) commands, one a line, in the network namespace of a process. */
  public static void ipInNetworkOf(ProcessId process, String... lines) {
    of("nsenter", "-t", Long.toString(process.pid()), "-n", "ip", "-batch", "-")
        .stdin(batch(lines))
        .runOrThrow();
  }

  /** Runs ip(8) commands, one a line, on the machine itself. */
  public static void ip(String... lines) {
    of("ip", "-batch", "-").stdin(batch(lines)).runOrThrow();
  }

  private static byte[] batch(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
