package io.drayage.lab.demo.store;

import io.drayage.platform.retry.Retry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * A running S3 server with credentials of its own. Whoever starts it ends it with {@link #close()}.
 */
public final class ObjectStore implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int CONNECT_LIMIT_MS = 1000;

  private final StoreAccess access;
  private final ProcessHandle process;

  private ObjectStore(StoreAccess access, ProcessHandle process) {
    this.access = access;
    this.process = process;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param directory a directory on tmpfs, made if need be, for the configuration with its fresh
   *     secret key, the objects and the log; its owner removes it afterwards
   * @param address where the server listens
   * @param starter starts the server where that address is its own
   * @throws IOException when it does not start, with the end of its log
   */
  public static ObjectStore start(
      S3ProxyProgram program, Path directory, InetSocketAddress address, ProcessStarter starter)
      throws IOException, InterruptedException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    URI endpoint = URI.create("http://" + address.getHostString() + ":" + address.getPort());
    var access = new StoreAccess(endpoint, "drayage-" + randomHex(4), randomHex(20));
    program.configure(directory, access);
    Path log = directory.resolve("object-store.log");
    var store = new ObjectStore(access, starter.start(program.command(directory), log));
    try {
      store.awaitListening(address, log);
      return store;
    } catch (IOException | InterruptedException e) {
      store.close();
      throw e;
    }
  }

  /** How to reach it, with the credentials. */
  public StoreAccess access() {
    return access;
  }

  private void awaitListening(InetSocketAddress address, Path log)
      throws IOException, InterruptedException {
    try {
      Retry.within(START_LIMIT)
          .pausing(PAUSE, PAUSE)
          .when(_ -> process.isAlive())
          .call(Clock.systemUTC(), () -> connect(address));
    } catch (IOException e) {
      String what =
          process.isAlive()
              ? "does not listen on " + address + " after " + START_LIMIT.toSeconds() + " s"
              : "ended while it started";
      throw new IOException("the object store " + what + ": " + end(log), e);
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a connection fails with an IOException", e);
    }
  }

  private static boolean connect(InetSocketAddress address) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(address, CONNECT_LIMIT_MS);
      return true;
    }
  }

  private static String end(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "it wrote no log";
    }
    List<String> lines = Files.readAllLines(log);
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Ends the server; the objects stay in its directory. */
  @Override
  public void close() {
    process.destroyForcibly(); // asked to end, it would wait half a minute for open connections
    process.onExit().join();
  }
}
