package io.drayage.controller.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drayage.controller.agents.ScriptedAgents;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.journal.OwnedContainer.Wanted;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Controllers that share a journal on a real PostgreSQL server. */
class SharedMigrationsTest {
  private static final int MOVES = 10;
  private static final AtomicInteger ADDRESSES = new AtomicInteger();
  private static @TempDir Path server;
  private static TestPostgres postgres;
  private static Journal journal;
  private @TempDir Path data;

  @BeforeAll
  static void start() throws IOException {
    postgres = TestPostgres.start(server);
    journal = postgres.open();
    journal.hosts().put(TestController.MADRID);
    journal.hosts().put(TestController.ZURICH);
  }

  @AfterAll
  static void stop() {
    journal.close();
    postgres.close();
  }

  @Test
  void ofManyRequestsForOneContainerOneIsGranted() {
    container("one");

    long granted =
        IntStream.range(0, 8)
            .parallel()
            .filter(i -> request("one-" + i, "one").isPresent())
            .count();

    assertThat(granted).isEqualTo(1);
    journal.migrations().underWay().forEach(this::abort);
  }

  @Test
  void claimFencesTheOneBefore() {
    container("two");
    Migration before = request("two-1", "two").orElseThrow();

    Migration after = journal.migrations().claim("two-1", "gone", Instant.now()).orElseThrow();

    assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
    assertThat(after.state()).isEqualTo(MigrationState.ABORTING);
    assertThatThrownBy(() ->
            journal
                .migrations()
                .advance(
                    "two-1",
                    before.epoch(),
                    MigrationState.ABORTING,
                    MigrationState.ABORTED,
                    Instant.now()))
        .isInstanceOf(IllegalStateException.class);
    abort(after);
  }

  /** One controller is killed in the middle of ten moves, the other one ends all of them. */
  @ParameterizedTest
  @ValueSource(strings = {"zurich PREPARE", "madrid FREEZE", "zurich RUN", "madrid RELEASE"})
  void killedControllersMovesAreTakenOver(String step) throws IOException {
    String group = step.toLowerCase(Locale.ROOT).replace(' ', '-');
    List<String> said = new CopyOnWriteArrayList<>();
    var child =
        Subprocess.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                TestController.class.getName(),
                postgres.url(),
                step,
                Integer.toString(MOVES / 2),
                data.toString())
            .stdoutLines(said::add)
            .start();
    var agents = new ScriptedAgents();
    long killed;
    try (child) {
      await().atMost(Duration.ofMinutes(1)).until(() -> said.contains("ready"));
      for (int i = 0; i < MOVES / 2; i++) {
        container(group + i);
        assertThat(request(group + "-m" + i, group + i)).isPresent();
      }
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> said.stream().filter(line -> line.startsWith("stands at")).count() == 5);
      try (var _ = new TestController("second", journal, agents, data)) {
        for (int i = MOVES / 2; i < MOVES; i++) {
          container(group + i);
          assertThat(request(group + "-m" + i, group + i)).isPresent();
        }
        child.kill();
        killed = System.nanoTime();
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> journal.migrations().underWay().isEmpty());
      }
    }
    System.out.printf(
        "%s: taken over and ended %d ms after the kill%n",
        step, (System.nanoTime() - killed) / 1_000_000);

    for (int i = 0; i < MOVES; i++) {
      Migration ended = journal.migrations().find(group + "-m" + i).orElseThrow();
      OwnedContainer container = journal.containers().find(group + i).orElseThrow();
      assertThat(container.host())
          .isEqualTo(
              ended.state() == MigrationState.MIGRATED ? ended.destination() : ended.source());
      assertThat(container.epoch()).isEqualTo(ended.epoch());
    }
    // What the killed one had begun: every command of the other one is above its epoch.
    assertThat(agents.commands())
        .filteredOn(command -> beganByTheFirst(command.getMigration(), group))
        .isNotEmpty()
        .allMatch(command -> command.getEpoch() > 2);
  }

  private static boolean beganByTheFirst(String migration, String group) {
    return Integer.parseInt(migration.substring((group + "-m").length())) < MOVES / 2;
  }

  private Optional<Migration> request(String id, String container) {
    return journal
        .migrations()
        .request(id, container, "madrid", "zurich", Mode.COLD, Clock.systemUTC());
  }

  private void abort(Migration migration) {
    if (migration.state() != MigrationState.ABORTING) {
      journal.migrations().cancel(migration.id(), "the test is over", Instant.now());
    }
    journal
        .migrations()
        .advance(
            migration.id(),
            migration.epoch(),
            MigrationState.ABORTING,
            MigrationState.ABORTED,
            Instant.now());
  }

  private static void container(String name) {
    int address = ADDRESSES.incrementAndGet();
    var spec =
        new ContainerSpec(
            name,
            "sha256:" + "a".repeat(64),
            List.of(),
            List.of("sh"),
            List.of(),
            "/",
            "0:0",
            List.of(),
            0,
            "10.96.%d.%d".formatted(128 + address / 256, address % 256));
    assertThat(
            journal
                .containers()
                .add(new OwnedContainer(spec, name, "madrid", 1, Wanted.RUNNING, Instant.now())))
        .isTrue();
  }
}
