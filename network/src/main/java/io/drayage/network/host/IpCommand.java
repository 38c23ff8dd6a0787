package io.drayage.network.host;

import io.drayage.platform.process.Subprocess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs several {@code ip} commands by one process, since each process costs milliseconds. */
final class IpCommand {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private IpCommand() {}

  /** Starts {@code ip}, to run the lines in this host's namespace when it is told to. */
  static ReadyChange ready(String... lines) {
    return ReadyChange.of(List.of("ip", "-batch", "-"), List.of(lines));
  }

  /** Runs the lines in this host's namespace; the first failure ends it. */
  static void batch(String... lines) {
    run(ready(lines));
  }

  /** Runs the lines in the named namespace; the first failure ends it. */
  static void batchIn(String namespace, String... lines) {
    run(ReadyChange.of(List.of("ip", "-n", namespace, "-batch", "-"), List.of(lines)));
  }

  /** Runs one command and tells whether it succeeded. */
  static boolean attempt(String... arguments) {
    var command = new ArrayList<String>(List.of("ip"));
    command.addAll(List.of(arguments));
    return Subprocess.of(command).timeout(LIMIT).run().succeeded();
  }

  private static void run(ReadyChange change) {
    try (change) {
      change.apply();
    }
  }
}
