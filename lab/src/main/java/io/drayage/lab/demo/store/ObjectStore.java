package io.drayage.lab.demo.store;

import io.drayage.platform.retry.Retry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** Starts S3 servers with credentials of their own. */
public final class ObjectStore {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int CONNECT_LIMIT_MS = 1000;

  private ObjectStore() {}

  /**
   * Starts a server with a fresh secret key and waits until it listens.
   *
   * @param address where it listens, an address of {@code host}
   * @param clock tells when it has taken too long
   * @return how to use it
   * @throws IOException when it does not start, with the end of its log
   */
  public static StoreAccess start(
      S3ProxyProgram program, StoreHost host, InetSocketAddress address, Clock clock)
      throws IOException, InterruptedException {
    URI endpoint = URI.create("http://" + address.getHostString() + ":" + address.getPort());
    var access = new StoreAccess(endpoint, "drayage-" + randomHex(4), randomHex(20));
    program.configure(host, access);
    host.start(program.command(host));
    try {
      awaitListening(host, address, clock);
      return access;
    } catch (IOException | InterruptedException | RuntimeException e) {
      host.stop();
      throw e;
    }
  }

  private static void awaitListening(StoreHost host, InetSocketAddress address, Clock clock)
      throws IOException, InterruptedException {
    try {
      Retry.within(START_LIMIT)
          .pausing(PAUSE, PAUSE)
          .when(_ -> host.isRunning())
          .call(clock, () -> connect(address));
    } catch (IOException e) {
      String what =
          host.isRunning()
              ? "does not listen on " + address + " after " + START_LIMIT.toSeconds() + " s"
              : "ended while it started";
      throw new IOException("it " + what + ": " + end(host.log()), e);
    }
  }

  private static boolean connect(InetSocketAddress address) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(address, CONNECT_LIMIT_MS);
      return true;
    }
  }

  private static String end(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return lines.isEmpty()
        ? "it said nothing; its log is " + log
        : String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
