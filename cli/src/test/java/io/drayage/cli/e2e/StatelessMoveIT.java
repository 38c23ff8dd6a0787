package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.cli.lab.Cache;
import io.drayage.lab.demo.image.ImageCache;
import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.lab.root.CachedRoot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Moves by a new copy: clients are served all the while, by exactly one copy at a time. */
@ExtendWith(TestLab.class)
class StatelessMoveIT {
  private static final int PORT = 8080;

  /** Says which process it is; /sick is never well. */
  private static final String WEB =
      """
      const me = Date.now() + '-' + Math.random();
      process.on('SIGTERM', () => { console.log('asked to end'); process.exit(0); });
      require('http').createServer((question, answer) => {
        answer.statusCode = question.url === '/sick' ? 500 : 200;
        answer.end(me);
      }).listen(8080);
      """;

  @BeforeAll
  static void importImage() throws IOException {
    Path tar =
        new ImageCache(Cache.images())
            .tar(
                WorkloadImages.timeService(),
                CachedRoot.ensure(false, line -> {}),
                (done, total) -> {});
    TestLab.succeed("image", "import", tar.toString(), "--name", "node");
  }

  @Test
  void aClientIsServedByTheOldOneAndThenByTheNewOne() throws Exception {
    InetSocketAddress web =
        run("web", "--label", "drayage.stateless=true", "--health-path", "/health");
    try (var client = HttpClientLoop.start(web.getHostString(), PORT)) {
      awaitAnswers(client, 20);

      var moved = TestLab.json("migrate", "web", "--to", B);

      awaitAnswers(client, 20);
      assertThat(moved.path("state").asString()).isEqualTo("MIGRATED");
      assertThat(moved.path("mode").asString()).isEqualTo("STATELESS");
      assertThat(moved.path("story").valueStream().map(line -> line.path("state").asString()))
          .containsExactly(
              "REQUESTED", "ADMITTED", "PREPARED", "RESTORED", "COMMITTED", "RUNNING", "MIGRATED");
      assertThat(moved.path("figures").path("frozenMillis").asLong()).isZero();
      assertThat(client.served()).as("who answered, in order").hasSize(2);
      // Only a request that was on its way when the route changed may be lost.
      assertThat(client.failures()).hasSizeLessThanOrEqualTo(1);
    }
    assertThat(TestLab.copies("web")).containsExactly(B);
    assertThat(TestLab.traces("web", A)).isEmpty();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> TestLab.whereabouts("web").equals("RUNNING on " + B));
    assertThat(TestLab.succeed("inspect", "web"))
        .contains("label     drayage.stateless=true", "GET /health on port 8080");
    TestLab.succeed("migrate", "web", "--to", A, "--stateless");
    assertThat(TestLab.copies("web")).containsExactly(A);
    TestLab.succeed("rm", "--force", "web");
    assertThat(TestLab.traces("web", A)).isEmpty();
  }

  @Test
  void aNewCopyThatIsNotWellIsRemovedAndTheOldOneRunsOn() throws Exception {
    InetSocketAddress web = run("sick", "--health-path", "/sick");
    String instance = HttpClientLoop.ask(web);

    var result =
        TestLab.dray("migrate", "sick", "--to", B, "--stateless", "--health-timeout", "2s");

    assertThat(result.exit()).as(result.stderr()).isEqualTo(1);
    assertThat(result.stderr().lines().filter(line -> line.startsWith("dray: ")))
        .singleElement()
        .asString()
        .contains("stays on " + A, "GET /sick on port 8080", "status is 500", "--health-timeout");
    assertThat(HttpClientLoop.ask(web)).isEqualTo(instance);
    assertThat(TestLab.copies("sick")).containsExactly(A);
    assertThat(TestLab.traces("sick", B)).isEmpty();
    // With its state it moves all the same.
    TestLab.succeed("migrate", "sick", "--to", B);
    assertThat(HttpClientLoop.ask(web)).isEqualTo(instance);
    TestLab.succeed("rm", "--force", "sick");
  }

  @Test
  void theDestinationsAgentDiesBeforeTheNewCopyIsWellAndCleansUpWhenItIsBack() throws Exception {
    InetSocketAddress web = run("unlucky", "--health-path", "/sick");
    String instance = HttpClientLoop.ask(web);
    var move =
        CompletableFuture.supplyAsync(() ->
            TestLab.dray("migrate", "unlucky", "--to", B, "--stateless", "--health-timeout", "1h"));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> TestLab.copies("unlucky").contains(B) || move.isDone());

    TestLab.host(B).signal("agent", "KILL");
    try {
      assertThat(move.join().exit()).as(move.join().stderr()).isEqualTo(1);
      assertThat(HttpClientLoop.ask(web)).as("while two copies run").isEqualTo(instance);
    } finally {
      TestLab.host(B).restart("agent");
    }

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> {
          assertThat(TestLab.copies("unlucky")).containsExactly(A);
          assertThat(TestLab.traces("unlucky", B)).isEmpty();
        });
    assertThat(HttpClientLoop.ask(web)).isEqualTo(instance);
    TestLab.succeed("rm", "--force", "unlucky");
  }

  private static InetSocketAddress run(String name, String... options) {
    var all = new ArrayList<String>(List.of("run", "--host", A, "--name", name));
    all.addAll(List.of("--env", "DRAYAGE_E2E=" + name, "--health-port", "" + PORT));
    all.addAll(List.of(options));
    all.addAll(List.of("node", "--", "/usr/bin/node", "-e", WEB));
    TestLab.succeed(all.toArray(String[]::new));
    var address =
        new InetSocketAddress(
            TestLab.detail(name).path("container").path("address").asString(), PORT);
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> !HttpClientLoop.ask(address).isEmpty());
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> TestLab.whereabouts(name).equals("RUNNING on " + A));
    return address;
  }

  private static void awaitAnswers(HttpClientLoop client, long more) {
    long wanted = client.answers() + more;
    await().atMost(Duration.ofMinutes(1)).until(() -> client.answers() >= wanted);
  }
}
