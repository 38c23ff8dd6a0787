package io.drayage.network.host;

import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A change of the network whose program runs already and waits to be told: a container stands still
 * for as long as the change takes. Made once; owned by one thread at a time.
 */
public final class ReadyChange implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final RunningProcess process;
  private final String lines;

  private ReadyChange(RunningProcess process, String lines) {
    this.process = process;
    this.lines = lines;
  }

  static ReadyChange of(String... lines) {
    return new ReadyChange(
        Subprocess.of("ip", "-batch", "-").stdinPiped().start(), String.join("\n", lines) + "\n");
  }

  /**
   * Makes the change.
   *
   * @throws IllegalStateException when the network refused
   */
  public void apply() {
    try {
      process.stdin().write(lines.getBytes(StandardCharsets.UTF_8));
      process.stdin().close();
      OptionalInt exit = process.await(LIMIT);
      if (exit.isEmpty() || exit.getAsInt() != 0) {
        throw new IllegalStateException(
            "the network could not be changed: %s"
                .formatted(process.stderrTail().lines().findFirst().orElse("no reason given")));
      }
    } catch (IOException e) {
      throw new IllegalStateException("the network could not be changed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the network was changed", e);
    }
  }

  /** Gives it up, if it was not made. */
  @Override
  public void close() {
    process.close();
  }
}
