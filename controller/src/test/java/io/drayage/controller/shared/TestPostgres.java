package io.drayage.controller.shared;

import io.drayage.journal.Journal;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A PostgreSQL server of the lab's root, with a new and empty database below a directory. It sees
 * the root in a mount namespace of its own, so that nothing of it is left when it has ended.
 */
final class TestPostgres implements AutoCloseable {
  private static final String START =
      """
      mount --bind "$1" "$2/tmp"
      mount --rbind /dev "$2/dev"
      chroot "$2" install -d -o postgres -g postgres -m 700 /tmp/data
      chroot "$2" chown postgres /tmp
      run="chroot $2 setpriv --reuid postgres --regid postgres --clear-groups /usr/lib/postgresql/17/bin"
      $run/initdb -D /tmp/data -A trust -U drayage --no-sync > /dev/null
      exec $run/postgres -D /tmp/data -h 127.0.0.1 -p $3 -k /tmp -c dynamic_shared_memory_type=mmap
      """;

  private final RunningProcess server;
  private final String url;

  private TestPostgres(RunningProcess server, String url) {
    this.server = server;
    this.url = url;
  }

  /** Starts a server; it answers when this returns. */
  static TestPostgres start(Path directory) throws IOException {
    String root =
        Subprocess.of("../lab/src/main/root/build-root")
            .timeout(Duration.ofMinutes(20))
            .runOrThrow()
            .stdout()
            .strip();
    int port = freePort();
    RunningProcess server =
        Subprocess.of(
                List.of(
                    "unshare",
                    "--mount",
                    "sh",
                    "-ec",
                    START,
                    "start",
                    directory.toString(),
                    root.substring(root.lastIndexOf('\n') + 1),
                    Integer.toString(port)))
            .appendOutput(directory.resolve("server.log"))
            .start();
    var started =
        new TestPostgres(server, "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> {
          started.open().close();
          return true;
        });
    return started;
  }

  String url() {
    return url;
  }

  Journal open() {
    return Journal.openShared(url, "drayage", "");
  }

  @Override
  public void close() {
    server.close();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
