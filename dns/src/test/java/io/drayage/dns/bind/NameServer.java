package io.drayage.dns.bind;

import io.drayage.dns.rfc2136.ServerAddress;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** BIND's {@code named} as this process's child, with zones of its own on a port of 127.0.0.1. */
public final class NameServer implements AutoCloseable {
  /** The zone that the key may change. */
  public static final String ZONE = "apps.source.example";

  /** Another one that the key may change. */
  public static final String OTHER_ZONE = "apps.destination.example";

  /** The name in {@link #ZONE} that the key may not change. */
  public static final String LOCKED = "locked." + ZONE;

  private static final String SECRET = "aGVyZSBpcyBhIHNlY3JldCBvZiB0aGUgdGVzdHMgb25seQ==";
  private static final int START_SECONDS = 30;

  private final Path directory;
  private final ServerAddress address;
  private RunningProcess process;

  private NameServer(Path directory, ServerAddress address) {
    this.directory = directory;
    this.address = address;
    this.process = start();
  }

  /** Starts a primary server. */
  public static NameServer primary(Path directory) {
    return make(directory, "type primary; update-policy { %s };".formatted(policy()));
  }

  /** Starts a server that gets {@link #ZONE} from another one. */
  public static NameServer secondary(Path directory, NameServer of) {
    return make(
        directory,
        "type secondary; primaries port %d { 127.0.0.1; };".formatted(of.address.port()));
  }

  public ServerAddress address() {
    return address;
  }

  /** The file of the key that the zones take. */
  public Path key() {
    return directory.resolve("tsig.key");
  }

  /** Writes the file of another key. */
  public static Path writeKey(Path file, String name, String secret) {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(
          file,
          "key \"%s\" {\n\talgorithm hmac-sha256;\n\tsecret \"%s\";\n};\n".formatted(name, secret));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the server, as a power cut would. */
  public void kill() {
    process.kill();
  }

  /** Starts it again with what it has on disk. */
  public void restart() {
    process = start();
  }

  @Override
  public void close() {
    process.close();
  }

  private static NameServer make(Path directory, String role) {
    try {
      var address = new ServerAddress("127.0.0.1", freePort());
      writeKey(directory.resolve("tsig.key"), "mover", SECRET);
      var zones = new StringBuilder();
      for (String zone : List.of(ZONE, OTHER_ZONE)) {
        zones.append("zone \"%s\" { %s file \"%s\"; notify no; };%n".formatted(zone, role, zone));
        if (role.contains("primary;")) {
          Files.writeString(directory.resolve(zone), records());
        }
      }
      Files.writeString(directory.resolve("named.conf"), configuration(directory, address, zones));
      return new NameServer(directory, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String policy() {
    return "deny mover name %s; grant mover zonesub A AAAA CNAME TXT;".formatted(LOCKED);
  }

  private static String records() {
    return """
    $TTL 300
    @ SOA ns hostmaster 1 1 1 3600 60
    @ NS ns
    ns A 127.0.0.1
    *.wild 40 A 192.0.2.40
    note TXT "not an address"
    $GENERATE 1-65 many A 198.51.100.$
    """;
  }

  private static String configuration(Path directory, ServerAddress address, CharSequence zones) {
    return """
    include "%s/tsig.key";
    options {
      directory "%s";
      pid-file "%s/named.pid";
      session-keyfile none;
      listen-on port %d { %s; };
      listen-on-v6 { none; };
      recursion no;
      dnssec-validation no;
      min-refresh-time 1;
      max-refresh-time 1;
      allow-transfer { any; };
    };
    controls { };
    %s
    """
        .formatted(directory, directory, directory, address.port(), address.host(), zones);
  }

  private RunningProcess start() {
    var running = new CountDownLatch(1);
    Path root = Bind.root();
    RunningProcess started =
        Subprocess.of(
                root.resolve("usr/sbin/named").toString(),
                "-g",
                "-n",
                "1",
                "-c",
                directory.resolve("named.conf").toString())
            .env("LD_LIBRARY_PATH", Bind.libraries(root))
            .stderrLines(line -> {
              if (line.endsWith(" running")) {
                running.countDown();
              }
            })
            .start();
    try {
      if (!running.await(START_SECONDS, TimeUnit.SECONDS)) {
        started.kill();
        throw new IllegalStateException("named did not start: " + started.stderrTail());
      }
      return started;
    } catch (InterruptedException e) {
      started.close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
