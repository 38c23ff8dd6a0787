package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.lab.host.LabHost;
import io.drayage.platform.process.Subprocess;
import io.drayage.platform.unit.Bandwidth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names in the lab's BIND that follow containers, and a client that asks for them each time. */
@ExtendWith(TestLab.class)
class NamesIT {
  private static final String CONTROLLER_FILE = "/etc/drayage/controller.yaml";
  private static final Duration SETTLED = Duration.ofSeconds(90);

  @Test
  void aClientThatResolvesForEachRequestIsServedThroughoutAndTheTtlIsRestored() {
    String name = "web.apps.lab.test";
    web("web", name);
    try (var client = ResolvingClient.start(TestLab.controller().address(), name)) {
      client.awaitAnswersFrom(address(A));
      assertThat(records(name)).isEqualTo("60 A " + address(A));

      TestLab.succeed("migrate", "web", "--to", B);
      client.awaitAnswersFrom(address(B));
      client.stop();

      assertThat(client.places()).containsExactly(address(A), address(B));
      assertThat(client.failures()).isEmpty();
    }
    assertThat(records(name)).isEqualTo("5 A " + address(B));
    restartController();
    await().atMost(SETTLED).until(() -> records(name).equals("60 A " + address(B)));
    TestLab.succeed("rm", "--force", "web");
    assertThat(records(name)).isEmpty();
  }

  @Test
  void afterACancelledMoveTheRecordIsAsBefore() {
    String name = "stays.apps.lab.test";
    Service service =
        TestLab.run(
            "stays",
            A,
            List.of("--volume", "data:/data", "--dns-name", name),
            """
            head -c 100000000 /dev/urandom >/data/blob
            redis-server --save '' --protected-mode no >/dev/null; true
            """);
    TestLab.reshape(B, Bandwidth.parse("10Mbit"));
    CompletableFuture<Subprocess.Result> move =
        CompletableFuture.supplyAsync(() -> TestLab.dray("migrate", "stays", "--to", B));
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> records(name).equals("5 A " + address(A)));
      String id = TestLab.json("migrations").get(0).path("id").asString();

      TestLab.succeed("migration", "cancel", id);

      assertThat(move.join().exit()).isEqualTo(1);
    } finally {
      TestLab.reshape(B, Bandwidth.parse("1Gbit"));
    }
    assertThat(records(name)).isEqualTo("60 A " + address(A));
    service.mustRunAsEver();
    TestLab.succeed("rm", "--force", "stays");
  }

  @Test
  void somebodyElsesNewerRecordRefusesTheMoveAndStays() {
    String name = "theirs.apps.lab.test";
    TestLab.run("theirs", A, "--dns-name", name);
    update("update delete %s A\nupdate add %s 300 A 192.0.2.99".formatted(name, name));

    var plan = TestLab.dray("plan", "theirs", "--to", B);
    var move = TestLab.dray("migrate", "theirs", "--to", B);

    assertThat(plan.stdout()).contains("names", "192.0.2.99");
    assertThat(move.exit()).isNotZero();
    assertThat(move.stderr().lines().filter(line -> line.startsWith("dray: ")))
        .singleElement()
        .asString()
        .contains("there stands A 192.0.2.99 (TTL 300 s)");
    TestLab.succeed("rm", "--force", "theirs");
    assertThat(records(name)).isEqualTo("300 A 192.0.2.99");
    update("update delete %s A".formatted(name));
  }

  @Test
  void anIsolatedDestinationIsReachedThroughANameOfItsOwnDomain() throws IOException {
    LabHost controller = TestLab.controller();
    String before = Files.readString(controller.path(CONTROLLER_FILE));
    controller.write(CONTROLLER_FILE, before.replace("strategy: accepted", "strategy: isolated"));
    restartController();
    String name = "shop.apps.gcp.test";
    try {
      Service service = TestLab.run("shop", A, "--dns-name", name);
      assertThat(records(name)).isEqualTo("60 A " + address(A));

      TestLab.succeed("migrate", "shop", "--to", B);

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> records(name).equals("5 CNAME shop.apps.aws.test."));
      assertThat(records("shop.apps.aws.test")).isEqualTo("60 A " + address(B));
      service.mustRunAsEver();
      TestLab.succeed("rm", "--force", "shop");
      assertThat(records(name)).isEmpty();
      assertThat(records("shop.apps.aws.test")).isEmpty();
    } finally {
      controller.write(CONTROLLER_FILE, before);
      restartController();
    }
  }

  /** What stands at a name: TTL, type and value. */
  private static String records(String name) {
    return dig(name, "A")
        .lines()
        .filter(line -> line.startsWith(name + "."))
        .findFirst()
        .map(line -> line.replaceAll("^\\S+\\s+(\\d+)\\s+IN\\s+(\\S+)\\s+(\\S+)$", "$1 $2 $3"))
        .orElse("");
  }

  private static String dig(String name, String type) {
    String server = "@" + TestLab.controller().address();
    return TestLab.host(B)
        .command("dig", "+noall", "+answer", "+norecurse", server, name, type)
        .runOrThrow()
        .stdout();
  }

  /** Somebody else, who has the key too. */
  private static void update(String lines) {
    LabHost controller = TestLab.controller();
    String script = "server %s\n%s\nsend\n".formatted(controller.address(), lines);
    controller
        .command("nsupdate", "-k", "/run/drayage/dns.key")
        .stdin(script.getBytes(StandardCharsets.US_ASCII))
        .runOrThrow();
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

  private static String address(String host) {
    return TestLab.host(host).address();
  }

  private static void restartController() {
    LabHost controller = TestLab.controller();
    controller.signal("controller", "KILL");
    await().atMost(Duration.ofSeconds(30)).until(() -> !controller.isRunning("controller"));
    controller.restart("controller");
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(() ->
            TestLab.json("hosts")
                .valueStream()
                .allMatch(host -> host.path("state").asString().equals("UP")));
  }
}
