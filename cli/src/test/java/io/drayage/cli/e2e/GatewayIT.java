package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drayage.lab.host.LabHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The hosts' HAProxy between clients and containers: while these move, and when it dies itself. */
@ExtendWith(TestLab.class)
class GatewayIT {
  private static final String RUN = "/run/drayage/gateway/";
  private static final int HTTP = 80;
  private static final int REDIS = 6379;

  @Test
  void clientsThatKeepTheirConnectionsNoticeNoMoreThanAWait() {
    String name = "kept.apps.lab.test";
    web("kept", name);
    Service service = TestLab.run("kept-redis", A, "--publish", "tcp:" + REDIS);
    awaitWeb(A, name);
    awaitWeb(B, name);
    String get = "GET / HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(name);
    try (var near = SteadyClients.start(20, at(A, HTTP), get, "HTTP/1.1 200 OK");
        var far = SteadyClients.start(20, at(B, HTTP), get, "HTTP/1.1 200 OK");
        var redis = SteadyClients.start(10, at(A, REDIS), "PING\r\n", "+PONG");
        var fresh = HttpClientLoop.start(TestLab.host(B).address(), HTTP, name)) {
      List<SteadyClients> all = List.of(near, far, redis);
      all.forEach(clients -> clients.awaitMore(100));

      TestLab.succeed("migrate", "kept", "--to", B);
      TestLab.succeed("migrate", "kept-redis", "--to", B);
      all.forEach(clients -> clients.awaitMore(100));

      all.forEach(clients -> assertThat(clients.failures()).isEmpty());
      assertThat(fresh.failures()).isEmpty();
      System.err.printf(
          "GatewayIT: longest waits: HTTP %d and %d ms, Redis %d ms%n",
          near.longestMillis(), far.longestMillis(), redis.longestMillis());
    }
    service.mustRunAsEver();
    remove("kept", "kept-redis");
  }

  @Test
  void aKilledGatewayComesBackWithItsRoutes() throws IOException {
    String name = "killed.apps.lab.test";
    web("killed", name);
    awaitWeb(B, name);
    LabHost host = TestLab.host(B);
    String pid = Files.readString(host.path(RUN + "haproxy.pid")).strip();

    host.command("kill", "-KILL", pid).runOrThrow();

    awaitWeb(B, name);
    assertThat(Files.readString(host.path(RUN + "haproxy.pid")).strip()).isNotEqualTo(pid);
    remove("killed");
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThatThrownBy(() -> HttpClientLoop.ask(at(B, HTTP), name))
                .hasMessageContaining(" 404 "));
  }

  @Test
  void aHoldThatNobodyReleasesEndsByItself() throws IOException {
    String name = "held.apps.lab.test";
    web("held", name);
    awaitWeb(A, name);
    long end = Clock.systemUTC().millis() + 1500;

    tell(A, "add map %sholds.map held %d".formatted(RUN, end));

    assertThatThrownBy(() -> HttpClientLoop.ask(at(A, HTTP), name)).hasMessageContaining(" 503 ");
    assertThat(Clock.systemUTC().millis()).isGreaterThanOrEqualTo(end);
    assertThat(HttpClientLoop.ask(at(A, HTTP), name)).isNotEmpty();
    remove("held");
  }

  @Test
  void aPortThatLeadsToAnotherContainerIsRefused() {
    TestLab.run("first", A, "--publish", "tcp:5432:6379");

    var second =
        TestLab.dray(
            "run",
            "--host",
            A,
            "--name",
            "second",
            "--publish",
            "tcp:5432:6379",
            "redis",
            "--",
            "sleep",
            "100");

    assertThat(second.exit()).isNotZero();
    assertThat(second.stderr()).contains("port 5432 of the gateways leads to container first");
    assertThat(TestLab.dray("inspect", "second").exit()).isNotZero();
    remove("first");
  }

  private static void web(String container, String name) {
    TestLab.importImage(ServiceImages.nginx());
    String _ =
        TestLab.start(
            container,
            A,
            "nginx",
            List.of("--dns-name", name, "--publish", "http:8080"),
            // nginx writes over its own environment, which tells the copies.
            List.of("sh", "-c", "nginx -c /srv/nginx.conf -g 'daemon off;'; exit"));
  }

  private static void awaitWeb(String host, String name) {
    await()
        .atMost(Duration.ofSeconds(15))
        .ignoreExceptions()
        .until(() -> !HttpClientLoop.ask(at(host, HTTP), name).isEmpty());
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(TestLab.host(host).address(), port);
  }

  private static void tell(String host, String command) throws IOException {
    Path socket = TestLab.host(host).path(RUN + "admin.sock");
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      boolean _ = channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(StandardCharsets.UTF_8.encode(command + "\n"));
      // The answer's end: the command was carried out.
      while (channel.read(java.nio.ByteBuffer.allocate(256)) >= 0) {}
    }
  }

  private static void remove(String... containers) {
    for (String container : containers) {
      TestLab.succeed("rm", "--force", container);
    }
  }
}
