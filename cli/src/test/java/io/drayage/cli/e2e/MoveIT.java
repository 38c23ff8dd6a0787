package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static io.drayage.cli.e2e.TestLab.C;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a move takes along, and that it leaves nothing behind. */
@ExtendWith(TestLab.class)
class MoveIT {
  /** Files of every kind before the service starts; then what it has to say about them. */
  private static final String FILES =
      """
      echo early >/early; ln /early /hard; ln -s early /soft; touch -d @1000000000.123456789 /early
      echo mine >/owned; chown 1234:4321 /owned; chmod 2750 /owned
      mkdir /gone-soon; rm -r /usr/share/base-files
      head -c 100000000 /dev/urandom >/data/blob; sha256sum /data/blob >/data/sum
      echo open >/deleted; exec 5<>/deleted; rm /deleted
      redis-server --save '' --protected-mode no >/dev/null &
      echo "log from before"
      trap 'rmdir /gone-soon; echo late >/late' USR1
      trap 'report' USR2
      report() {
        sha256sum -c /data/sum
        stat -c "early %h %.Y" /early; cat /early /hard /soft /late
        stat -c "owned %u:%g %a" /owned
        ls -d /gone-soon /usr/share/base-files
        stat -L -c "deleted %h %s" /proc/self/fd/5
        echo "env $COLOUR"; echo reported
      }
      n=0; while :; do n=$((n+1)); sleep 0.1; done
      """;

  @Test
  void threeMovesInARowKeepEverythingAndLeaveNothing() {
    Service service =
        TestLab.run("roamer", A, List.of("--volume", "data:/data", "--env", "COLOUR=blue"), FILES);
    signal("roamer", A, "USR1");
    assertThat(service.count()).isEqualTo(1);
    try (Connection open = service.connect()) {
      String from = A;
      long counted = 1;
      for (String to : List.of(B, C, A)) {
        var moved = TestLab.json("migrate", "roamer", "--to", to);

        assertThat(moved.path("state").asString()).isEqualTo("MIGRATED");
        assertThat(open.ask("INCR count")).as("the open connection").isEqualTo(":" + ++counted);
        service.mustRunAsEver();
        counted += 2;
        assertThat(TestLab.copies("roamer")).containsExactly(to);
        assertThat(TestLab.whereabouts("roamer")).isEqualTo("RUNNING on " + to);
        assertThat(TestLab.traces("roamer", from)).isEmpty();
        from = to;
      }
    }
    signal("roamer", A, "USR2");

    await().until(() -> TestLab.succeed("logs", "roamer").contains("reported"));
    assertThat(TestLab.succeed("logs", "roamer"))
        .contains(
            "log from before",
            "/data/blob: OK",
            "early 2 1000000000.123456789",
            "early\nearly\nearly\nlate",
            "owned 1234:4321 2750",
            "deleted 0 5",
            "env blue")
        .doesNotContain("\n/gone-soon", "\n/usr/share/base-files");
    TestLab.succeed("rm", "--force", "roamer");
    assertThat(TestLab.traces("roamer", A)).isEmpty();
    assertThat(TestLab.copies("roamer")).isEmpty();
  }

  @Test
  void afterAMoveItIsStoppedRemovedAndItsNameUsedAgain() {
    TestLab.run("again", A);
    TestLab.succeed("migrate", "again", "--to", B);

    assertThat(TestLab.succeed("stop", "again", "--grace", "1")).contains("STOPPED");
    assertThat(TestLab.copies("again")).isEmpty();
    assertThat(TestLab.succeed("logs", "again")).contains("started");
    TestLab.succeed("rm", "again");
    assertThat(TestLab.traces("again", B)).isEmpty();

    Service anew = TestLab.run("again", A);
    TestLab.succeed("migrate", "again", "--to", B);
    anew.mustRunAsEver();
    TestLab.succeed("rm", "--force", "again");
  }

  /** Without a pause, most freezes find it in vfork(2), where CRIU cannot take hold of it. */
  @Test
  void aShellThatStartsCommandsWithoutAPauseMovesAtOnceAndCountsOn() {
    TestLab.start(
        "starter",
        A,
        "redis",
        List.of(),
        List.of(
            "sh",
            "-c",
            "n=0; while n=$((n+1)); do /bin/true; [ $((n%100)) != 0 ] || echo $n; done"));
    long counted = 0;
    for (String to : List.of(B, A, B, A, B)) {
      var moved = TestLab.json("migrate", "starter", "--to", to, "--mode", "cold");

      assertThat(moved.path("state").asString()).isEqualTo("MIGRATED");
      long before = counted;
      counted = await().until(() -> counted("starter"), number -> number > before);
    }
    TestLab.succeed("rm", "--force", "starter");
  }

  private static long counted(String name) {
    return TestLab.succeed("logs", name).lines().mapToLong(Long::parseLong).max().orElse(0);
  }

  @Test
  void progressGoesToStderrAndOnlyJsonToStdout() {
    TestLab.run("teller", A);

    var result = TestLab.dray("migrate", "teller", "--to", B, "-o", "json");

    assertThat(result.stderr()).contains("FROZEN", "COMMITTED", "MIGRATED");
    String id =
        io.drayage.platform.json.Json.mapper().readTree(result.stdout()).path("id").asString();
    assertThat(TestLab.succeed("migration", "show", id)).contains("RESTORED", "OF THE FROZEN TIME");
    assertThat(TestLab.json("migration", "show", id).path("epoch").asLong()).isEqualTo(2);
    for (List<String> command :
        List.of(
            List.of("ps"),
            List.of("hosts"),
            List.of("migrations"),
            List.of("image", "list"),
            List.of("logs", "teller"))) {
      assertThat(TestLab.json(command.toArray(String[]::new)).isArray()).isTrue();
    }
    TestLab.succeed("rm", "--force", "teller");
  }

  private static void signal(String container, String host, String signal) {
    String first = "/run/drayage/containers/" + container + "/pid";
    TestLab.host(host)
        .command("sh", "-c", "kill -s %s $(cat %s)".formatted(signal, first))
        .runOrThrow();
  }
}
