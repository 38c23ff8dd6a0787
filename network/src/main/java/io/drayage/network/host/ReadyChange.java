package io.drayage.network.host;

import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * A change of the network whose program runs already and waits to be told: a container stands still
 * for as long as the change takes. Made once; owned by one thread at a time.
 */
public final class ReadyChange implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final RunningProcess process;
  private final List<String> lines;

  private ReadyChange(RunningProcess process, List<String> lines) {
    this.process = process;
    this.lines = lines;
  }

  /**
   * Starts a program that reads its orders from stdin.
   *
   * @param program the program and its arguments
   * @param lines what it will be told
   */
  static ReadyChange of(List<String> program, List<String> lines) {
    return new ReadyChange(Subprocess.of(program).stdinPiped().start(), lines);
  }

  /**
   * Makes the change.
   *
   * @throws IllegalStateException when the network refused
   */
  public void apply() {
    try {
      process.tell(String.join("\n", lines) + "\n");
      OptionalInt exit = process.await(LIMIT);
      if (exit.isEmpty() || exit.getAsInt() != 0) {
        // The last line of stderr only counts lines; the reason is the first.
        throw new IllegalStateException(
            "the network could not be changed: %s (%s)"
                .formatted(
                    process.stderrTail().lines().findFirst().orElse("no reason given"),
                    String.join("; ", lines)));
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
