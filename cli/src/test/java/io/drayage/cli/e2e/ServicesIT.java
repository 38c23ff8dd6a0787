package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.lab.demo.store.StoreAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Services as people run them lose nothing, in whatever mode they move: each is started once and
 * goes there and back in all five.
 */
@ExtendWith(TestLab.class)
class ServicesIT {
  private static final Duration START = Duration.ofMinutes(1);

  @Test
  void redisKeepsEveryKey() {
    Service service = TestLab.run("keys", A);
    assertThat(
            service.ask(
                "EVAL \"for i=1,100000 do redis.call('set','k'..i,string.rep(i,40)) end return 1\" 0"))
        .isEqualTo(":1");
    try (Connection open = service.connect()) {
      for (ModeMove move : ModeMove.throughAllModes()) {
        move.carryOut("keys");

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
      for (ModeMove move : ModeMove.throughAllModes()) {
        move.carryOut("busy");

        long before = rounds(open);
        assertThat(before).isGreaterThanOrEqualTo(rounds);
        await().atMost(START).until(() -> rounds(open) > before + 500);
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
      for (ModeMove move : ModeMove.throughAllModes()) {
        move.carryOut("web");

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
  void postgresUnderPgbenchLosesNoTransaction() throws Exception {
    TestLab.importImage(ServiceImages.postgres());
    String address =
        TestLab.start(
            "db", A, "postgres", List.of("--memory", "1GiB"), List.of("sh", "/srv/start"));
    var database = Database.at(address);
    try (Database.Load load = database.startLoad()) {
      database.awaitCommits(100);
      for (ModeMove move : ModeMove.throughAllModes()) {
        move.carryOut("db");

        database.awaitCommits(100);
        database.mustBalance();
      }
      assertThat(load.end())
          .contains("number of failed transactions: 0 ")
          .contains("number of transactions actually processed: " + database.committed());
    }
    TestLab.succeed("rm", "--force", "db");
  }

  @Test
  void theTimeServiceCountsOnAndSavesEveryLine() {
    TestLab.importImage(WorkloadImages.timeService());
    StoreAccess store = TestLab.startStore(C);
    String address =
        TestLab.start(
            "time",
            A,
            "time-service",
            TimeService.environment(store),
            WorkloadImages.TIME_SERVICE_COMMAND);
    try (var service = TimeService.at(address, store)) {
      service.awaitSaved(1);
      for (ModeMove move : ModeMove.throughAllModes()) {
        move.carryOut("time");

        service.awaitSaved(1);
        service.mustHaveLostNothing();
      }
    }
    TestLab.succeed("rm", "--force", "time");
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
}
