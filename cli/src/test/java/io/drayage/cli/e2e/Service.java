package io.drayage.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** A container's Redis as a client on the machine sees it. */
record Service(String name, String address, String run) {
  private static final int PORT = 6379;
  private static final int PATIENCE_MILLIS = 5000;

  /** Waits until it answers, and remembers which process that is. */
  static Service of(String name, String address) {
    var unknown = new Service(name, address, "");
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> unknown.ask("PING").equals("+PONG"));
    return new Service(name, address, unknown.runId());
  }

  /** Asks over a new connection. */
  String ask(String command) {
    try (Connection connection = connect()) {
      return connection.ask(command);
    }
  }

  /** The process that was started still answers, and it counts on. */
  void mustRunAsEver() {
    long before = count();
    assertThat(runId()).isEqualTo(run);
    assertThat(count()).isEqualTo(before + 1);
  }

  long count() {
    return Long.parseLong(ask("INCR count").substring(1));
  }

  Connection connect() {
    return new Connection(address, PORT, PATIENCE_MILLIS);
  }

  private String runId() {
    try (Connection connection = connect()) {
      connection.ask("INFO server");
      return connection.lines().filter(line -> line.startsWith("run_id:")).findFirst().orElse("");
    }
  }
}
