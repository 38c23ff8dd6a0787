package io.drayage.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.controller.agents.ScriptedAgents;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.journal.OwnedContainer.Wanted;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.host.Host;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.model.migration.Transition;
import io.drayage.network.route.Routes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One migration with a real journal and real connections to agents that fail where told. */
class MigrationRunTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Host MADRID = new Host("madrid", "aws", "eu", "ES", "192.0.2.1", 8L << 30);
  private static final Host ZURICH = new Host("zurich", "gcp", "eu", "CH", "192.0.2.2", 8L << 30);

  private final ScriptedAgents agents = new ScriptedAgents();
  private final List<String> routes = new CopyOnWriteArrayList<>();
  private final AtomicInteger routeFailures = new AtomicInteger();
  private @TempDir Path directory;
  private Journal journal;
  private Migration migration;

  @BeforeEach
  void request() {
    journal = Journal.open(directory.resolve("journal.db"));
    journal.hosts().put(MADRID);
    journal.hosts().put(ZURICH);
    var spec =
        new ContainerSpec(
            "redis",
            "sha256:" + "a".repeat(64),
            List.of(),
            List.of("redis-server"),
            List.of(),
            "/",
            "0:0",
            List.of(),
            0,
            "10.96.128.1");
    journal
        .containers()
        .add(new OwnedContainer(spec, "redis", "madrid", 1, Wanted.RUNNING, Instant.now()));
    migration =
        journal
            .migrations()
            .request("m1", "redis", "madrid", "zurich", Mode.COLD, CLOCK)
            .orElseThrow();
    agents.connect(MADRID);
    agents.connect(ZURICH);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void movesStepByStepUnderItsIdAndEpoch() {
    run();

    assertThat(story())
        .containsExactly(
            MigrationState.REQUESTED,
            MigrationState.ADMITTED,
            MigrationState.PREPARED,
            MigrationState.COPYING,
            MigrationState.FROZEN,
            MigrationState.RESTORED,
            MigrationState.COMMITTED,
            MigrationState.RUNNING,
            MigrationState.MIGRATED);
    assertThat(agents.steps())
        .startsWith(
            "zurich PREPARE", "madrid COPY", "madrid FREEZE", "zurich RESTORE", "zurich RUN")
        .endsWith("madrid RELEASE");
    assertThat(agents.commands())
        .allSatisfy(command -> {
          assertThat(command.getMigration()).isEqualTo("m1");
          assertThat(command.getEpoch()).isEqualTo(2);
        });
    assertThat(owner()).isEqualTo("zurich");
    assertThat(routes).isNotEmpty().containsOnly("10.96.128.1 via 192.0.2.2");
    assertThat(after().figures().bytesSent()).isEqualTo(4096);
    assertThat(after().figures().dumpMillis()).isEqualTo(20);
    assertThat(after().failure()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zurich PREPARE", "madrid COPY", "madrid FREEZE", "zurich RESTORE"})
  void failureBeforeTheCommitPutsBothSidesBack(String step) {
    agents.fail(step, "the disk is full");

    run();

    assertAborted();
    assertThat(after().failure()).isEqualTo("the disk is full");
    assertThat(agents.steps()).endsWith(step, "madrid ABORT", "zurich ABORT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zurich PREPARE", "madrid COPY", "madrid FREEZE", "zurich RESTORE"})
  void connectionLostBeforeTheCommitPutsBothSidesBack(String step) {
    agents.lose(step);

    run();

    assertAborted();
    assertThat(after().failure()).contains("is not connected");
    assertThat(agents.steps()).endsWith(step, "madrid ABORT", "zurich ABORT");
  }

  @Test
  void sourceIsAskedUntilItIsBack() {
    agents.fail("zurich RESTORE", "no");
    agents.fail("madrid ABORT", "not yet");
    agents.lose("madrid ABORT");

    run();

    assertAborted();
    assertThat(agents.steps())
        .endsWith("madrid ABORT", "madrid ABORT", "madrid ABORT", "zurich ABORT");
  }

  @Test
  void failureAfterTheCommitIsTriedAgainAndNeverUndone() {
    agents.fail("zurich RUN", "not yet");
    agents.lose("zurich RUN");
    agents.fail("zurich RUN", "not yet");
    agents.lose("madrid RELEASE");
    agents.fail("madrid RELEASE", "not yet");

    run();

    assertMigrated();
    assertThat(agents.steps()).filteredOn("madrid RELEASE"::equals).hasSize(3);
  }

  @Test
  void routeThatCannotBeChangedAtOnceIsTriedAgain() {
    routeFailures.set(3);

    run();

    assertMigrated();
    assertThat(routes).contains("10.96.128.1 via 192.0.2.2");
  }

  @Test
  void commitThatTheJournalRefusesPutsBothSidesBack() {
    agents.act("zurich RESTORE", command -> journal.containers().remove("redis"));

    run();

    assertThat(after().state()).isEqualTo(MigrationState.ABORTED);
    assertThat(after().failure()).isEqualTo("container redis is not madrid's under epoch 2");
    assertThat(agents.steps())
        .doesNotContain("zurich RUN", "madrid RELEASE")
        .endsWith("madrid ABORT", "zurich ABORT");
  }

  /** The commit fails here although it is on disk, as when the connection breaks at its end. */
  @Test
  void commitThatReachedTheDiskWithoutWordOfItIsFinished() {
    agents.act("zurich RESTORE", command -> journal.migrations().commit(migration, Instant.now()));

    run();

    assertMigrated();
  }

  @ParameterizedTest
  @EnumSource(
      value = MigrationState.class,
      names = {"REQUESTED", "ADMITTED", "PREPARED", "COPYING", "FROZEN", "ABORTING"})
  void restartedControllerUndoesWhatWasNotCommitted(MigrationState state) {
    advanceTo(state);

    recover();

    assertAborted();
    assertThat(agents.steps()).containsExactly("madrid ABORT", "zurich ABORT");
  }

  @ParameterizedTest
  @EnumSource(
      value = MigrationState.class,
      names = {"COMMITTED", "RUNNING"})
  void restartedControllerFinishesWhatWasCommitted(MigrationState state) {
    advanceTo(MigrationState.FROZEN);
    journal.migrations().commit(migration, Instant.now());
    if (state == MigrationState.RUNNING) {
      journal.migrations().advance("m1", MigrationState.COMMITTED, state, Instant.now());
    }

    recover();

    assertMigrated();
    assertThat(agents.steps()).endsWith("madrid RELEASE");
    assertThat(routes).contains("10.96.128.1 via 192.0.2.2");
  }

  private void assertAborted() {
    assertThat(after().state()).isEqualTo(MigrationState.ABORTED);
    assertThat(owner()).isEqualTo("madrid");
    assertThat(agents.steps()).doesNotContain("zurich RUN", "madrid RELEASE");
    assertThat(routes).isEmpty();
  }

  private void assertMigrated() {
    assertThat(after().state()).isEqualTo(MigrationState.MIGRATED);
    assertThat(owner()).isEqualTo("zurich");
    assertThat(agents.steps()).noneMatch(step -> step.endsWith("ABORT"));
  }

  private void run() {
    newRun(migration).run();
  }

  private void recover() {
    Migration found = after();
    boolean undo = !found.state().ownedByDestination() && found.state() != MigrationState.ABORTING;
    if (undo) {
      newRun(found).undoInterrupted();
    } else {
      newRun(found).run();
    }
  }

  private MigrationRun newRun(Migration from) {
    Routes table =
        new Routes() {
          @Override
          public void lead(String containerAddress, String hostAddress) {
            if (routeFailures.getAndDecrement() > 0) {
              throw new IllegalStateException("the router does not answer");
            }
            routes.add(containerAddress + " via " + hostAddress);
          }

          @Override
          public void forget(String containerAddress) {}
        };
    return new MigrationRun(
        journal,
        agents.registry(),
        table,
        new MigrationEvents(),
        CLOCK,
        from,
        MemoryLimits.NONE,
        Duration.ofSeconds(30));
  }

  private void advanceTo(MigrationState state) {
    if (state == MigrationState.ABORTING) {
      journal.migrations().advance("m1", MigrationState.REQUESTED, state, Instant.now());
      return;
    }
    var way =
        List.of(
            MigrationState.REQUESTED,
            MigrationState.ADMITTED,
            MigrationState.PREPARED,
            MigrationState.COPYING,
            MigrationState.FROZEN);
    for (int i = 1; i <= way.indexOf(state); i++) {
      journal.migrations().advance("m1", way.get(i - 1), way.get(i), Instant.now());
    }
  }

  private Migration after() {
    return journal.migrations().find("m1").orElseThrow();
  }

  private List<MigrationState> story() {
    return after().story().stream().map(Transition::state).toList();
  }

  private String owner() {
    return journal.containers().find("redis").map(OwnedContainer::host).orElse("nobody");
  }
}
