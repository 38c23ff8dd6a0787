package io.drayage.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.model.container.ContainerSpec;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.model.migration.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One migration with a real journal and real connections to agents that fail where told. */
class MigrationRunTest extends ScriptedMigration {
  @Override
  ContainerSpec spec() {
    return new ContainerSpec(
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
  }

  @Override
  Mode mode() {
    return Mode.COLD;
  }

  @Override
  Duration healthTimeout() {
    return Duration.ofSeconds(30);
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

  private void recover() {
    Migration found = after();
    boolean undo = !found.state().ownedByDestination() && found.state() != MigrationState.ABORTING;
    if (undo) {
      newRun(found).undoInterrupted();
    } else {
      newRun(found).run();
    }
  }

  private void advanceTo(MigrationState state) {
    if (state == MigrationState.ABORTING) {
      journal.migrations().advance("m1", MigrationState.REQUESTED, state, Instant.now());
      return;
    }
    advanceAlong(
        List.of(
            MigrationState.REQUESTED,
            MigrationState.ADMITTED,
            MigrationState.PREPARED,
            MigrationState.COPYING,
            MigrationState.FROZEN),
        state);
  }

  private List<MigrationState> story() {
    return after().story().stream().map(Transition::state).toList();
  }
}
