package io.drayage.cli.e2e;

import static io.drayage.cli.e2e.TestLab.A;
import static io.drayage.cli.e2e.TestLab.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drayage.api.client.ControllerClient;
import io.drayage.lab.host.LabHost;
import io.drayage.model.migration.MigrationState;
import io.drayage.platform.process.Subprocess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Moves that are disturbed on their way: before the commit the source runs on as if nothing had
 * happened, after it the destination runs, and there is always exactly one copy in the end.
 */
@Disabled("its seven cases passed on a busy machine but never yet within a whole run")
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
    // A test that failed half way may have left a service dead: the next needs it.
    for (String host : List.of(A, B)) {
      if (!TestLab.host(host).isRunning("agent")) {
        TestLab.host(host).restart("agent");
      }
    }
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
  void theDestinationsMemoryFileSystemIsFull() {
    Service service = start();
    LabHost destination = TestLab.host(B);
    // Small first: what a host has in /run counts as its memory, and 4 GiB would end its pid 1.
    destination
        .command(
            "sh",
            "-c",
            "mount -o remount,size=64m /run; cat /dev/zero >/run/filler 2>/dev/null; true")
        .runOrThrow();
    try {
      staysOnTheSource(service, TestLab.dray("migrate", name, "--to", B));
    } finally {
      destination.command("sh", "-c", "rm /run/filler; mount -o remount,size=2g /run").runOrThrow();
    }
    assertThat(TestLab.traces(name, B)).isEmpty();
    moves();
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
        redis-server --save '' --protected-mode no >/dev/null; true
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
