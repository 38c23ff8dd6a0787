package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Applications of several containers, applied, changed and removed. */
@ExtendWith(TestLab.class)
class AppIT {
  @TempDir private Path directory = Path.of("");

  /** The web container says what it reads from db, by name, and how many counters it knows. */
  private Path shop(int counters, String remark) throws IOException {
    return write(
        """
        name: shop
        services:
          web:
            image: redis
            depends_on: [counter]
            restart: always
            x-drayage: {placement: {host: %s}}
            environment: {DRAYAGE_E2E: shop}
            command:
              - sh
              - -c
              - |
                trap 'exit 0' TERM
                while :; do
                  known=0
                  while read -r line; do
                    case "$$line" in *shop-counter*) known=$$((known+1));; esac
                  done < /etc/hosts
                  echo %s n=$$(redis-cli -h db GET n) counters=$$known.
                  sleep 0.3
                done
          counter:
            image: redis
            scale: %d
            depends_on: {db: {condition: service_healthy}}
            environment: {DRAYAGE_E2E: shop}
            command: sh -c 'trap "exit 0" TERM; while redis-cli -h db INCR n; do sleep 0.2; done; exit 7'
          db:
            image: redis
            mem_limit: 64m
            environment: {DRAYAGE_E2E: shop}
            command: redis-server --save '' --protected-mode no
            healthcheck: {test: nc -z localhost 6379}
        """
            .formatted(A, remark, counters));
  }

  @Test
  void anApplicationIsStartedInOrderScaledChangedAndRemoved() throws IOException {
    Subprocess.Result first = TestLab.dray("app", "apply", shop(2, "first").toString());

    assertThat(first.exit()).as(first.stderr()).isZero();
    assertThat(first.stdout()).contains("shop: 4 started, 0 replaced, 0 removed, 0 unchanged");
    assertThat(first.stderr()).contains("note: services.web.restart: not honoured yet");
    assertThat(first.stderr())
        .containsSubsequence(
            "starting on", "shop-db-1", "healthy", "shop-counter-", "started on", "shop-web-1");
    awaitSaid("n=1");
    awaitSaid("counters=2.");
    JsonNode app = TestLab.json("app", "show", "shop");
    assertThat(app.path("app").path("state").asString()).isEqualTo("READY");
    assertThat(app.path("app").path("ready").asInt()).isEqualTo(4);
    assertThat(hosts(app, "counter")).as("replicas lie on different hosts").doesNotHaveDuplicates();
    assertThat(hosts(app, "web")).containsExactly(A);
    assertThat(TestLab.succeed("inspect", "shop-counter-2"))
        .contains("drayage.app=shop", "drayage.service=counter", "drayage.replica=2");
    long pid = TestLab.detail("shop-db-1").path("pid").asLong();

    assertThat(TestLab.succeed("app", "apply", shop(2, "first").toString()))
        .contains("shop: nothing to do");

    assertThat(TestLab.succeed("app", "apply", shop(3, "first").toString(), "--dry-run"))
        .contains("shop-counter-3", "1 to start", "nothing was done");
    assertThat(TestLab.succeed("app", "apply", shop(3, "first").toString()))
        .contains("shop: 1 started, 0 replaced, 0 removed, 4 unchanged");
    awaitSaid("counters=3.");

    Subprocess.Result fewer = TestLab.dray("app", "apply", shop(1, "first").toString());
    assertThat(fewer.exit()).as(fewer.stderr()).isZero();
    assertThat(fewer.stderr()).contains("shop-counter-3", "shop-counter-2", "removed");
    awaitSaid("counters=1.");

    assertThat(TestLab.succeed("app", "apply", shop(1, "second").toString()))
        .contains("shop-web-1", "differs", "changed: command", "--recreate");
    assertThat(TestLab.succeed("app", "apply", shop(1, "second").toString(), "--recreate"))
        .contains("shop: 0 started, 1 replaced, 0 removed, 2 unchanged");
    awaitSaid("second n=");
    assertThat(TestLab.detail("shop-db-1").path("pid").asLong())
        .as("the database was left alone all the while")
        .isEqualTo(pid);

    Subprocess.Result removed = TestLab.dray("app", "rm", "shop");
    assertThat(removed.exit()).as(removed.stderr()).isZero();
    assertThat(removed.stderr().lines().filter(line -> line.endsWith("removed")))
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly("shop-web-1", "shop-counter-1", "shop-db-1");
    assertThat(TestLab.succeed("ps")).doesNotContain("shop-");
    assertThat(TestLab.dray("app", "show", "shop").stderr()).contains("shop is not known");
  }

  /** A counter ends with 7 as soon as one connection to the database fails. */
  @Test
  void anApplicationMovesAsOneAndNoConnectionBetweenItsContainersFails() throws IOException {
    TestLab.succeed("app", "apply", shop(2, "moving").toString());
    awaitSaid("moving n=1");

    JsonNode moved = TestLab.json("app", "migrate", "shop", "--to", B, "--waves");

    assertThat(moved.path("state").asString()).isEqualTo("MOVED");
    assertThat(waves(moved)).containsKey("shop-web-1");
    JsonNode app = TestLab.json("app", "show", "shop");
    assertThat(app.path("app").path("state").asString()).isEqualTo("READY");
    assertThat(app.path("app").path("hosts").valueStream().map(JsonNode::asString))
        .containsExactly(B);
    String before = said();
    await().atMost(Duration.ofMinutes(1)).until(() -> !said().equals(before));
    assertThat(said()).contains("counters=2.");

    Subprocess.Result again = TestLab.dray("app", "migrate", "shop", "--to", B);
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.stderr()).contains("shop has nothing to move");

    JsonNode back = TestLab.json("app", "migrate", "shop", "--to", A, "--atomic");
    assertThat(back.path("state").asString()).isEqualTo("MOVED");
    assertThat(back.path("members").size()).isEqualTo(4);
    assertThat(waves(back))
        .isEqualTo(
            Map.of("shop-db-1", 0, "shop-counter-1", 1, "shop-counter-2", 1, "shop-web-1", 2));
    assertThat(TestLab.json("app", "show", "shop").path("app").path("ready").asInt()).isEqualTo(4);
    TestLab.succeed("app", "rm", "-f", "shop");
  }

  @Test
  void whatFailsInTheMiddleIsToldAndApplyingAgainGoesOn() throws IOException {
    Path broken = broken("exit 3");

    Subprocess.Result failed = TestLab.dray("app", "apply", broken.toString(), "-o", "json");

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.stderr())
        .contains(
            "frail-bad-1 ended with code 3", "2 of 3 containers stand", "missing: frail-last-1");
    assertThat(TestLab.succeed("app", "ps")).contains("frail", "1/3", "PARTIAL");

    assertThat(TestLab.succeed("app", "apply", broken("exit 0").toString(), "--recreate"))
        .contains("frail: 1 started, 1 replaced, 0 removed, 1 unchanged");
    assertThat(TestLab.succeed("app", "ps")).contains("3/3", "READY");
    TestLab.succeed("app", "rm", "-f", "frail");
  }

  @Test
  void anUnknownImageIsRefusedBeforeAnythingStarts() throws IOException {
    Path file = write("name: none\nservices: {a: {image: redis}, b: {image: gone:1}}");

    Subprocess.Result refused = TestLab.dray("app", "apply", file.toString());

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.stderr()).contains("gone:1 (service b)", "dray image import");
    assertThat(TestLab.succeed("ps")).doesNotContain("none-a-1");
    assertThat(TestLab.succeed("app", "ps")).doesNotContain("none");
  }

  @Test
  void whatNoHostCouldStartIsRefusedBeforeAnythingStarts() throws IOException {
    Path file =
        write("name: none\nservices: {a: {image: redis, command: sleep 9}, b: {image: redis}}");

    Subprocess.Result refused = TestLab.dray("app", "apply", file.toString());

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.stderr()).contains("container none-b-1 has no command");
    assertThat(TestLab.succeed("app", "ps")).doesNotContain("none");
  }

  private Path broken(String command) throws IOException {
    return write(
        """
        name: frail
        services:
          good: {image: redis, command: sleep 1000, environment: {DRAYAGE_E2E: frail}}
          bad:
            image: redis
            depends_on: [good]
            environment: {DRAYAGE_E2E: frail}
            command: sh -c '%s'
          last:
            image: redis
            command: sleep 1000
            environment: {DRAYAGE_E2E: frail}
            depends_on: {bad: {condition: service_completed_successfully}}
        """
            .formatted(command));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("compose.yaml"), text);
  }

  private static List<String> hosts(JsonNode app, String service) {
    return app.path("members")
        .valueStream()
        .filter(member -> member.path("service").asString().equals(service))
        .map(member -> member.path("host").asString())
        .toList();
  }

  private static Map<String, Integer> waves(JsonNode group) {
    return group
        .path("members")
        .valueStream()
        .collect(
            Collectors.toMap(
                member -> member.path("container").asString(),
                member -> member.path("wave").asInt()));
  }

  private static String said() {
    return TestLab.succeed("logs", "--tail", "1", "shop-web-1");
  }

  private static void awaitSaid(String text) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> TestLab.succeed("logs", "--tail", "2", "shop-web-1").contains(text));
  }
}
