package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static io.drayage.cli.e2e.TestLab.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.model.migration.Mode;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Services as people run them move there and back and lose nothing, each in two modes, and all
 * modes among them.
 */
@ExtendWith(TestLab.class)
class ServicesIT {
  private static final String PSQL = "/usr/lib/postgresql/17/bin/";
  private static final Duration START = Duration.ofMinutes(1);

  @Test
  void redisKeepsEveryKey() {
    Service service = TestLab.run("keys", A);
    assertThat(
            service.ask(
                "EVAL \"for i=1,100000 do redis.call('set','k'..i,string.rep(i,40)) end return 1\" 0"))
        .isEqualTo(":1");
    try (Connection open = service.connect()) {
      for (var move : List.of(new Move(Mode.POST_COPY, B), new Move(Mode.HYBRID, A))) {
        move.of("keys");

        assertThat(
                open.ask(
                    "EVAL \"local ok=0 for i=1,100000 do if redis.call('get','k'..i)==string.rep(i,40)"
                        + " then ok=ok+1 end end return ok\" 0"))
            .isEqualTo(":100000");
        service.mustRunAsEver();
      }
    }
    TestLab.succeed("rm", "--force", "keys");
  }

  @Test
  void aJvmOfFourteenThreadsComputesOnAndFindsEveryObjectRight() {
    TestLab.importJvm();
    String address =
        TestLab.start(
            "busy",
            A,
            "jvm",
            List.of("--memory", "512MiB"),
            List.of(
                "/srv/jre/bin/java",
                "-Xmx160m",
                "-cp",
                "/srv/classes",
                "io.drayage.cli.e2e.busy.BusyThreads"));
    try (Connection open = connect(address, 7001)) {
      long rounds = rounds(open);
      for (var move : List.of(new Move(Mode.PRE_COPY, B), new Move(Mode.POST_COPY, A))) {
        move.of("busy");

        long before = rounds(open);
        assertThat(before).isGreaterThanOrEqualTo(rounds);
        await().atMost(START).until(() -> rounds(open) > before + 2000);
        rounds = before;
      }
    }
    TestLab.succeed("rm", "--force", "busy");
  }

  @Test
  void nginxKeepsItsWorkersAndItsConnections() throws IOException, InterruptedException {
    TestLab.importImage(ServiceImages.nginx());
    String address =
        TestLab.start(
            "web",
            A,
            "nginx",
            List.of(),
            // nginx writes over its own environment, which tells the copies.
            List.of("sh", "-c", "nginx -c /srv/nginx.conf -g 'daemon off;'; exit"));
    connect(address, 8080).close();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      // One connection, kept alive: nginx numbers its requests.
      String first = get(client, address);
      int number = Integer.parseInt(first.substring(first.lastIndexOf(' ') + 1));
      for (var move : List.of(new Move(Mode.COLD, B), new Move(Mode.AUTO, A))) {
        move.of("web");

        for (int i = 0; i < 20; i++) {
          assertThat(get(client, address))
              .isEqualTo(first.replaceFirst("\\d+$", Integer.toString(++number)));
        }
      }
    }
    assertThat(TestLab.succeed("logs", "web")).contains("start worker").doesNotContain("exited");
    TestLab.succeed("rm", "--force", "web");
  }

  @Test
  void postgresUnderPgbenchLosesNoTransaction() {
    TestLab.importImage(ServiceImages.postgres());
    String address =
        TestLab.start(
            "db", A, "postgres", List.of("--memory", "1GiB"), List.of("sh", "/srv/start"));
    await().atMost(START).until(() -> client(address, "psql", "-c", "select 1").succeeded());
    assertThat(client(address, "pgbench", "-i", "-q").exit()).isZero();
    var bench =
        CompletableFuture.supplyAsync(
            () -> client(address, "pgbench", "-n", "-c", "4", "-T", "15", "--failures-detailed"));
    await()
        .atMost(START)
        .until(() -> ask(address, "select count(*) > 100 from pgbench_history").equals("t"));

    new Move(Mode.HYBRID, B).of("db");
    new Move(Mode.PRE_COPY, A).of("db");

    String report = bench.join().stdout();
    assertThat(report)
        .as(bench.join().stderr())
        .contains("number of failed transactions: 0 ")
        .contains(
            "number of transactions actually processed: "
                + ask(address, "select count(*) from pgbench_history"));
    assertThat(
            ask(
                address,
                """
                select count(distinct sum) from (select sum(abalance) from pgbench_accounts
                union all select sum(tbalance) from pgbench_tellers
                union all select sum(bbalance) from pgbench_branches
                union all select sum(delta) from pgbench_history) sums
                """))
        .isEqualTo("1");
    TestLab.succeed("rm", "--force", "db");
  }

  private record Move(Mode mode, String to) {
    void of(String container) {
      var moved = TestLab.json("migrate", container, "--to", to, "--mode", mode.word());
      assertThat(moved.path("state").asString()).isEqualTo("MIGRATED");
      assertThat(TestLab.copies(container)).containsExactly(to);
      assertThat(TestLab.traces(container, to.equals(A) ? B : A)).isEmpty();
    }
  }

  private static Connection connect(String address, int port) {
    return await()
        .atMost(START)
        .ignoreExceptions()
        .until(() -> new Connection(address, port, 60_000), connection -> true);
  }

  private static long rounds(Connection open) {
    String answer = open.ask("check");
    assertThat(answer).startsWith("ok ");
    return Long.parseLong(answer.substring(3));
  }

  private static String get(HttpClient client, String address)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://" + address + ":8080/")).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body().strip();
  }

  /** Runs one of PostgreSQL's clients on a host that takes no part. */
  private static Subprocess.Result client(String address, String program, String... arguments) {
    var command = new ArrayList<>(List.of(PSQL + program, "-h", address, "-U", "postgres"));
    command.addAll(List.of(arguments));
    command.add("postgres");
    return TestLab.host(C).command(command).run();
  }

  private static String ask(String address, String query) {
    return client(address, "psql", "-Atc", query).stdout().strip();
  }
}
