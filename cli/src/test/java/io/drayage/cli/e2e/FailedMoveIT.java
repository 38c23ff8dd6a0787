package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.api.client.ControllerClient;
import io.drayage.lab.host.LabHost;
import io.drayage.model.migration.MigrationState;
import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Moves that are disturbed on their way: before the commit the source runs on as if nothing had
 * happened, after it the destination runs, and there is always exactly one copy in the end.
 */
@ExtendWith(TestLab.class)
class FailedMoveIT {
  private static int number;
  private String name = "";

  @BeforeEach
  void choose(TestInfo test) {
    name = "unlucky" + ++number;
  }

  @AfterEach
  void remove() {
    // A move may be on its way to its end still: it is waited for.
    await().atMost(Duration.ofMinutes(1)).until(() -> TestLab.dray("rm", "-f", name).succeeded());
  }

  @Test
  void theDestinationsAgentDiesWhileFilesAreCopied() {
    disturbed(MigrationState.COPYING, () -> TestLab.host(B).signal("agent", "KILL"));

    TestLab.host(B).restart("agent");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(TestLab.traces(name, B)).isEmpty());
    moves();
  }

  @Test
  void theDestinationsAgentDiesWhileTheContainerIsFrozen() {
    disturbed(MigrationState.FROZEN, () -> TestLab.host(B).signal("agent", "KILL"));

    TestLab.host(B).restart("agent");
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(TestLab.traces(name, B)).isEmpty());
    moves();
  }

  @Test
  void theSourcesAgentDiesWhileTheContainerIsFrozen() {
    disturbed(
        MigrationState.FROZEN,
        () -> {
          TestLab.host(A).signal("agent", "KILL");
          TestLab.host(A).restart("agent");
        });

    assertThat(TestLab.traces(name, B)).isEmpty();
    moves();
  }

  @Test
  void criuIsKilledWhileItRestores() {
    Service service = start();
    LabHost destination = TestLab.host(B);
    RunningProcess killer =
        destination
            .command("sh", "-c", "until pkill -9 -f '^criu.* swrk'; do sleep 0.01; done")
            .start();
    try {
      staysOnTheSource(service, TestLab.dray("migrate", name, "--to", B));
    } finally {
      killer.kill();
    }
    assertThat(TestLab.traces(name, B)).isEmpty();
    moves();
  }

  @Test
  void theDestinationsMemoryFileSystemIsFull() {
    Service service = start();
    LabHost destination = TestLab.host(B);
    destination.command("sh", "-c", "cat /dev/zero >/run/filler 2>/dev/null; true").runOrThrow();
    try {
      staysOnTheSource(service, TestLab.dray("migrate", name, "--to", B));
    } finally {
      destination.command("rm", "/run/filler").runOrThrow();
    }
    assertThat(TestLab.traces(name, B)).isEmpty();
    moves();
  }

  @Test
  void somethingThatCriuCannotDumpIsNamedAndTheLogIsKept() {
    Service service =
        TestLab.run(
            name,
            A,
            List.of("--volume", "data:/data"),
            """
            redis-server --save '' --protected-mode no >/dev/null &
            exec 7<>/data/there; while :; do sleep 1; done
            """);
    // A file that was replaced from outside has no name any more that leads to what is open.
    TestLab.host(A)
        .command(
            "sh",
            "-c",
            "cd /var/lib/drayage/containers/%s/volumes/data; truncate -s 2M there; rm there"
                .formatted(name))
        .runOrThrow();

    Subprocess.Result result = TestLab.dray("migrate", name, "--to", B);

    staysOnTheSource(service, result);
    assertThat(result.stderr()).contains("cannot be checkpointed: it holds a large deleted file");
    Matcher log = Pattern.compile("full log on gcp-madrid-1: ([^)]+)").matcher(result.stderr());
    assertThat(log.find()).isTrue();
    assertThat(TestLab.host(A).path(log.group(1))).content().contains("Error");
  }

  @Test
  void aSecondMoveIsRefusedWhileTheFirstIsUnderWay() {
    Service service = start();
    var first = migrate();
    awaitState(MigrationState.COPYING);

    var second = TestLab.dray("migrate", name, "--to", TestLab.C);

    assertThat(second.exit()).isEqualTo(2);
    assertThat(second.stderr()).hasLineCount(1).contains("is being moved by migration m-", "wait");
    assertThat(first.join().exit()).isZero();
    runsOn(B, service);
  }

  @Test
  void theDestinationsAgentDiesAfterTheCommitAndRunsTheContainerWhenItIsBack() {
    Service service = start();
    var move = migrate();
    awaitState(MigrationState.COMMITTED);
    TestLab.host(B).signal("agent", "KILL");
    TestLab.host(B).restart("agent");

    assertThat(move.join().exit()).isZero();
    runsOn(B, service);
    assertThat(TestLab.traces(name, A)).isEmpty();
  }

  @Test
  void theControllerDiesBeforeTheCommitAndUndoesTheMoveWhenItIsBack() {
    controllerDies(MigrationState.COPYING);
  }

  @Test
  void theControllerDiesWhileTheContainerIsFrozen() {
    controllerDies(MigrationState.FROZEN);
  }

  private void controllerDies(MigrationState state) {
    Service service = start();
    var move = migrate();
    awaitState(state);
    TestLab.controller().signal("controller", "KILL");
    var unreachable = TestLab.dray("ps");
    TestLab.controller().restart("controller");

    assertThat(unreachable.exit()).isEqualTo(3);
    assertThat(unreachable.stderr()).hasLineCount(1).contains("does not answer");
    move.join();
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() ->
            TestLab.json("migrations").get(0).path("state").asString().matches("MIGRATED|ABORTED"));
    boolean moved = TestLab.json("migrations").get(0).path("state").asString().equals("MIGRATED");
    runsOn(moved ? B : A, service);
    assertThat(TestLab.traces(name, moved ? A : B)).isEmpty();
  }

  private Service start() {
    return TestLab.run(
        name,
        A,
        List.of("--volume", "data:/data"),
        """
        head -c 50000000 /dev/urandom >/data/blob
        exec redis-server --save '' --protected-mode no
        """);
  }

  private void disturbed(MigrationState state, Runnable disturbance) {
    Service service = start();
    var move = migrate();
    awaitState(state);
    disturbance.run();
    staysOnTheSource(service, move.join());
  }

  private void staysOnTheSource(Service service, Subprocess.Result result) {
    assertThat(result.exit()).as(result.stderr()).isEqualTo(1);
    assertThat(result.stderr().lines().filter(line -> line.startsWith("dray: ")))
        .singleElement()
        .asString()
        .contains("stays on " + A)
        .doesNotContain("Exception", "null");
    assertThat(result.stderr()).doesNotContain("\tat ");
    runsOn(A, service);
  }

  private void runsOn(String host, Service service) {
    service.mustRunAsEver();
    assertThat(TestLab.copies(name)).containsExactly(host);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(TestLab.whereabouts(name)).isEqualTo("RUNNING on " + host));
  }

  /** Nothing stands in the way of the next move. */
  private void moves() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> TestLab.dray("migrate", name, "--to", B).succeeded());
    assertThat(TestLab.copies(name)).containsExactly(B);
  }

  private CompletableFuture<Subprocess.Result> migrate() {
    return CompletableFuture.supplyAsync(() -> TestLab.dray("migrate", name, "--to", B));
  }

  /** Not by a command: starting one takes longer than some states last. */
  private void awaitState(MigrationState state) {
    try (ControllerClient client = TestLab.client()) {
      await()
          .atMost(Duration.ofMinutes(1))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(5))
          .until(() ->
              client.migrations().stream()
                  .filter(migration -> migration.container().equals(name))
                  .flatMap(migration -> migration.story().stream())
                  .anyMatch(transition -> transition.state() == state));
    }
  }
}
