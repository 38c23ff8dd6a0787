package io.drayage.agent.health;

import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.HealthCheck;
import io.drayage.network.host.ContainerNetwork;
import io.drayage.platform.retry.Retry;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Waits until a container answers its health check, asked from within its own network namespace, so
 * that it needs no network. Thread-safe.
 */
public final class HealthWait {
  /** One answer may take this long. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Clock clock;

  /** Waits by a clock. */
  public HealthWait(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns when the check is answered as it should be.
   *
   * @param limit how long it may take; the last question may take some seconds more
   * @param runs whether the container still runs: one that ended is not waited for
   * @throws IllegalStateException with one line that says why, when it is not healthy in time
   */
  public void await(
      ContainerSpec spec,
      HealthCheck check,
      ContainerNetwork network,
      Duration limit,
      BooleanSupplier runs) {
    Duration patience = limit.compareTo(PATIENCE) < 0 ? limit : PATIENCE;
    try {
      Retry.within(limit)
          .pausing(Duration.ofMillis(50), Duration.ofSeconds(1))
          .when(IOException.class::isInstance)
          .call(
              clock,
              () -> {
                if (!runs.getAsBoolean()) {
                  throw new IllegalStateException(
                      "the new copy of %s ended before it answered its health check: see to its image and command"
                          .formatted(spec.name()));
                }
                ask(spec, check, network, patience);
                return true;
              });
    } catch (IOException e) {
      throw new IllegalStateException(
          "the new copy of %s did not answer its health check (%s) within %s: %s; see to its image, or give it longer by --health-timeout"
              .formatted(spec.name(), check, limit.toMillis() + " ms", e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the agent stops", e);
    }
  }

  /**
   * Asks once.
   *
   * @throws IOException when it is not answered as it should be, within seconds
   */
  public static void askOnce(ContainerSpec spec, HealthCheck check, ContainerNetwork network)
      throws IOException {
    ask(spec, check, network, PATIENCE);
  }

  private static void ask(
      ContainerSpec spec, HealthCheck check, ContainerNetwork network, Duration patience)
      throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    try (SocketChannel channel = network.connect(check.port(), HttpQuestion.millisUntil(end))) {
      if (!check.path().isEmpty()) {
        HttpQuestion.ask(channel.socket(), spec.name(), check.path(), end);
      }
    }
  }
}
