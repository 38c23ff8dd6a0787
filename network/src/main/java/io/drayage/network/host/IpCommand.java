package io.drayage.network.host;

import io.drayage.platform.process.Subprocess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs several {@code ip} commands by one process, since each process costs milliseconds. */
final class IpCommand {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private IpCommand() {}

  /** Runs the lines in this host's namespace; the first failure ends it. */
  static void batch(String... lines) {
    run(List.of("ip", "-batch", "-"), lines);
  }

  /** Runs the lines in the named namespace; the first failure ends it. */
  static void batchIn(String namespace, String... lines) {
    run(List.of("ip", "-n", namespace, "-batch", "-"), lines);
  }

  /** Runs one command and tells whether it succeeded. */
  static boolean attempt(String... arguments) {
    var command = new ArrayList<String>(List.of("ip"));
    command.addAll(List.of(arguments));
    return Subprocess.of(command).timeout(LIMIT).run().succeeded();
  }

  private static void run(List<String> command, String... lines) {
    Subprocess.Result result =
        Subprocess.of(command)
            .stdin((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8))
            .timeout(LIMIT)
            .run();
    if (!result.succeeded()) {
      // The last line of stderr only counts lines; the reason is the first.
      throw new IllegalStateException(
          "the network could not be changed: %s (%s)"
              .formatted(
                  result.stderr().lines().findFirst().orElse("no reason given"),
                  String.join("; ", lines)));
    }
  }
}
