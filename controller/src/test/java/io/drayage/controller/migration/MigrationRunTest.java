package io.drayage.controller.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.model.container.ContainerSpec;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.model.migration.Transition;
import io.drayage.trust.audit.AuditEvent;
import io.drayage.trust.audit.AuditKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  @Test
  void nameIsPreparedFirstAndFollowsWhenTheDestinationRuns() {
    run();

    assertThat(names.asked).containsExactly("prepare when ADMITTED", "follow when COMMITTED");
  }

  @Test
  void nameThatCannotBeChangedEndsTheMoveBeforeTheDestinationIsPrepared() {
    names.locked.set(Optional.of("somebody else's record stands there"));

    run();

    assertAborted();
    assertThat(after().failure()).isEqualTo("somebody else's record stands there");
    assertThat(agents.steps()).doesNotContain("zurich PREPARE");
    assertThat(names.asked).containsExactly("prepare when ADMITTED", "undo when ABORTING");
  }

  @Test
  void nameIsLedBackWhenTheMoveFails() {
    agents.fail("zurich RESTORE", "no");

    run();

    assertThat(names.asked).containsExactly("prepare when ADMITTED", "undo when ABORTING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zurich PREPARE", "madrid COPY", "madrid FREEZE", "zurich RESTORE"})
  void failureBeforeTheCommitPutsBothSidesBack(String step) {
    agents.fail(step, "the disk is full");

    run();

    assertAborted();
    assertThat(after().failure()).isEqualTo("the disk is full");
    assertBothSidesArePutBackAfter(step);
  }

  @Test
  void commitIsWrittenDown() {
    run();

    assertThat(audited.stream().map(AuditEvent::kind)).containsExactly(AuditKind.MOVE_COMMITTED);
    assertThat(audited.getFirst().migration()).contains("m1");
    assertThat(audited.getFirst().details())
        .containsEntry("destination", "zurich")
        .containsEntry("epoch", "2");
  }

  @Test
  void abortAndWipeAreWrittenDown() {
    agents.fail("zurich RESTORE", "the disk is full");

    run();

    assertThat(audited.stream().map(AuditEvent::kind))
        .containsExactly(AuditKind.MOVE_ABORTED, AuditKind.COPY_WIPED);
    assertThat(audited.getFirst().details()).containsEntry("why", "the disk is full");
    assertThat(audited.getLast().details()).containsEntry("host", "zurich");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zurich PREPARE", "madrid COPY", "madrid FREEZE", "zurich RESTORE"})
  void connectionLostBeforeTheCommitPutsBothSidesBack(String step) {
    agents.lose(step);

    run();

    assertAborted();
    assertThat(after().failure()).contains("is not connected");
    assertBothSidesArePutBackAfter(step);
  }

  @Test
  void sourceIsAskedUntilItIsBack() {
    agents.fail("zurich RESTORE", "no");
    agents.fail("madrid ABORT", "not yet");
    agents.lose("madrid ABORT");

    run();

    assertAborted();
    assertThat(agents.steps()).filteredOn("madrid ABORT"::equals).hasSize(3);
  }

  @Test
  void destinationIsCleanedWhileTheSourceIsAway() {
    var cleaned = new CountDownLatch(1);
    agents.fail("zurich RESTORE", "no");
    agents.act("zurich ABORT", command -> cleaned.countDown());
    agents.act("madrid ABORT", command -> await(cleaned));

    run();

    assertAborted();
  }

  /** It may connect after the last try and before the end: nobody tells it later. */
  @Test
  void destinationThatWasNotCleanedIsAskedOnceMoreWhenTheMoveHasEnded() {
    agents.fail("zurich RESTORE", "no");
    var asked = new AtomicInteger();
    for (int i = 0; i < 50; i++) {
      agents.act(
          "zurich ABORT",
          command -> {
            asked.incrementAndGet();
            if (after().state() != MigrationState.ABORTED) {
              throw new IllegalStateException("not yet");
            }
          });
    }

    run();

    assertAborted();
    assertThat(agents.steps()).endsWith("zurich ABORT");
    assertThat(asked).hasValueGreaterThan(1);
  }

  @Test
  void failureAfterTheCommitIsTriedAgainAndNeverUndone() {
    agents.fail("zurich RUN", "not yet");
    agents.fail("zurich YIELD", "it may have run");
    agents.lose("zurich RUN");
    agents.fail("zurich RUN", "not yet");
    agents.fail("zurich YIELD", "it may have run");
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
        .contains("madrid ABORT", "zurich ABORT");
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
    assertThat(agents.steps()).containsExactlyInAnyOrder("madrid ABORT", "zurich ABORT");
    assertThat(agents.commands()).allMatch(command -> command.getEpoch() == 3);
  }

  @ParameterizedTest
  @EnumSource(
      value = MigrationState.class,
      names = {"COMMITTED", "RUNNING"})
  void restartedControllerFinishesWhatWasCommitted(MigrationState state) {
    advanceTo(MigrationState.FROZEN);
    journal.migrations().commit(migration, Instant.now());
    if (state == MigrationState.RUNNING) {
      journal.migrations().advance("m1", 2, MigrationState.COMMITTED, state, Instant.now());
    }

    recover();

    assertMigrated();
    assertThat(agents.steps()).endsWith("madrid RELEASE");
    assertThat(routes).contains("10.96.128.1 via 192.0.2.2");
  }

  /** The lease passed or its machine was restarted, so that it holds nothing any more. */
  @Test
  void containerThatTheDestinationLostBeforeItRanGoesBackToTheSource() {
    agents.lose("zurich RUN");
    agents.fail("zurich RUN", "no checkpoint of redis arrived");

    run();

    assertThat(after().state()).isEqualTo(MigrationState.ABORTED);
    assertThat(after().failure()).isEqualTo("no checkpoint of redis arrived");
    assertThat(owner()).isEqualTo("madrid");
    assertThat(agents.steps()).containsSubsequence("zurich RUN", "zurich YIELD", "madrid ABORT");
    assertThat(agents.steps()).doesNotContain("madrid RELEASE");
    assertThat(routes).last().isEqualTo("10.96.128.1 via 192.0.2.1");
  }

  @Test
  void lostAnswerNeverLeadsBackFromTheCommit() {
    agents.lose("zurich RUN");
    agents.lose("zurich RUN");

    run();

    assertMigrated();
    assertThat(agents.steps()).doesNotContain("zurich YIELD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zurich PREPARE", "madrid COPY", "madrid FREEZE", "zurich RESTORE"})
  void moveThatTheUserCancelsIsUndone(String step) {
    agents.act(
        step,
        command ->
            assertThat(journal.migrations().cancel("m1", "cancelled", Instant.now())).isTrue());

    run();

    assertAborted();
    assertThat(after().failure()).isEqualTo("cancelled");
    assertThat(agents.steps()).contains("madrid ABORT", "zurich ABORT");
  }

  /** As when this controller stood still and another one believed that it was dead. */
  @ParameterizedTest
  @ValueSource(strings = {"zurich PREPARE", "madrid COPY", "madrid FREEZE", "zurich RESTORE"})
  void runThatAnotherClaimHasTakenOverDoesNothingMore(String step) {
    agents.act(step, command -> journal.migrations().claim("m1", "gone", Instant.now()));

    run();

    assertThat(after().state()).isEqualTo(MigrationState.ABORTING);
    assertThat(after().epoch()).isEqualTo(3);
    assertThat(owner()).isEqualTo("madrid");
    assertThat(agents.steps())
        .contains(step)
        .doesNotContain("zurich RUN", "madrid RELEASE", "madrid ABORT", "zurich ABORT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"madrid COPY", "madrid FREEZE"})
  void moveWhoseDestinationIsRevokedMeanwhileIsUndone(String step) {
    agents.act(step, command -> revoked.set(Optional.of("host zurich was taken back")));

    run();

    assertAborted();
    assertThat(after().failure()).contains("host zurich was taken back");
    assertThat(owner()).isEqualTo("madrid");
  }

  @Test
  void bothAgentsGetThePermit() {
    run();

    assertThat(agents.commands())
        .filteredOn(command -> command.hasPrepare() || command.hasCopy())
        .extracting(command ->
            command.hasCopy() ? command.getCopy().getPermit() : command.getPrepare().getPermit())
        .containsExactly("signed", "signed");
  }

  @Test
  void runThatWasTakenOverAfterTheCommitReleasesNothing() {
    agents.act("zurich RUN", command -> journal.migrations().claim("m1", "gone", Instant.now()));

    run();

    assertThat(after().state()).isEqualTo(MigrationState.COMMITTED);
    assertThat(agents.steps()).doesNotContain("madrid RELEASE");

    recover();

    assertMigrated();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertBothSidesArePutBackAfter(String step) {
    List<String> steps = agents.steps();
    assertThat(steps.subList(0, steps.size() - 2)).last().isEqualTo(step);
    assertThat(steps.subList(steps.size() - 2, steps.size()))
        .containsExactlyInAnyOrder("madrid ABORT", "zurich ABORT");
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
    newRun(
            journal
                .migrations()
                .claim("m1", "the controller was restarted", Instant.now())
                .orElseThrow())
        .run();
  }

  private void advanceTo(MigrationState state) {
    if (state == MigrationState.ABORTING) {
      journal.migrations().advance("m1", 2, MigrationState.REQUESTED, state, Instant.now());
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
