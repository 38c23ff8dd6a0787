package io.drayage.lab.law;

import io.drayage.lab.host.LabHost;
import io.drayage.lab.machine.LabException;
import io.drayage.platform.retry.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The kernel's count of the IPv4 packets between two hosts, in both directions, whatever protocol
 * and port: a packet socket with a filter in the network namespace of one of them (packet(7)). Runs
 * as a service of that host, until the host ends.
 */
public final class PacketCounter {
  private static final String SCRIPT = "count-packets.pl";
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final LabHost host;
  private final Path file;
  private final Clock clock;

  private PacketCounter(LabHost host, Path file, Clock clock) {
    this.host = host;
    this.file = file;
    this.clock = clock;
  }

  /** Begins to count in {@code host} what it exchanges with {@code other}. */
  public static PacketCounter start(LabHost host, LabHost other, Clock clock)
      throws InterruptedException {
    String base = "/run/drayage/packets-" + other.name();
    host.write(base + ".pl", script());
    host.start(
        "packets-" + other.name(),
        List.of("perl", base + ".pl", host.address(), other.address(), base + ".count"));
    var counter = new PacketCounter(host, host.path(base + ".count"), clock);
    var _ = counter.packets();
    return counter;
  }

  /**
   * How many packets there were since the start, those that came before this call included.
   *
   * @throws LabException when the counter has died
   */
  public long packets() throws InterruptedException {
    long before = readings();
    return until(before + 2).count();
  }

  private long readings() {
    try {
      return reading().number();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The reading under way when it was asked for may have looked too early: the next one counts. */
  private Reading until(long number) throws InterruptedException {
    try {
      return Retry.within(LIMIT)
          .pausing(PAUSE, PAUSE)
          .when(IOException.class::isInstance)
          .call(
              clock,
              () -> {
                Reading seen = reading();
                if (seen.number() < number) {
                  throw new IOException("no newer reading");
                }
                return seen;
              });
    } catch (IOException e) {
      throw new LabException("the packets of host %s are not counted".formatted(host.name()), e);
    }
  }

  private Reading reading() throws IOException {
    String[] words = Files.readString(file).strip().split(" ", 2);
    return new Reading(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }

  private record Reading(long number, long count) {}

  private static String script() {
    try (InputStream in = Objects.requireNonNull(PacketCounter.class.getResourceAsStream(SCRIPT))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LabException("the resource " + SCRIPT + " cannot be read", e);
    }
  }
}
