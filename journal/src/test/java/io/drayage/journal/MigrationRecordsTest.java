package io.drayage.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.model.migration.Figures;
import io.drayage.model.migration.MemoryFigures;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.model.migration.Transition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationRecordsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private @TempDir Path directory;
  private Journal journal;

  @BeforeEach
  void open() {
    journal = Journal.open(directory.resolve("journal.db"));
    journal.containers().add(Containers.on("madrid", "redis", "10.96.128.1"));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void requestRaisesTheEpochAndBeginsTheStory() {
    Migration migration = request("m1").orElseThrow();

    assertThat(migration)
        .isEqualTo(
            new Migration(
                "m1",
                "redis",
                "madrid",
                "zurich",
                Mode.COLD,
                MigrationState.REQUESTED,
                2,
                NOW,
                List.of(new Transition(MigrationState.REQUESTED, NOW)),
                Figures.NONE,
                ""));
    assertThat(epoch()).isEqualTo(2);
    assertThat(journal.migrations().find("m1")).contains(migration);
  }

  @Test
  void secondRequestIsRefusedUntilTheFirstHasEndedAndThenRaisesTheEpochAgain() {
    request("m1");

    assertThat(request("m2")).isEmpty();
    assertThat(epoch()).isEqualTo(2);
    advance("m1", MigrationState.REQUESTED, MigrationState.ABORTING);
    assertThat(request("m2")).isEmpty();
    advance("m1", MigrationState.ABORTING, MigrationState.ABORTED);

    assertThat(request("m2").orElseThrow().epoch()).isEqualTo(3);
    assertThat(epoch()).isEqualTo(3);
  }

  @Test
  void requestFromAHostThatDoesNotOwnTheContainerIsRefused() {
    assertThat(journal.migrations().request("m1", "redis", "oslo", "zurich", Mode.COLD, CLOCK))
        .isEmpty();
    assertThat(journal.migrations().request("m1", "none", "madrid", "zurich", Mode.COLD, CLOCK))
        .isEmpty();
    assertThat(epoch()).isEqualTo(1);
    assertThat(journal.migrations().newest(10)).isEmpty();
  }

  @Test
  void ofManyRequestsAtOnceOneWins() throws Exception {
    var won = together(8, i -> request("m" + i).isPresent());

    assertThat(won.stream().filter(answer -> answer)).hasSize(1);
    assertThat(epoch()).isEqualTo(2);
    assertThat(journal.migrations().underWay()).hasSize(1);
  }

  @Test
  void commitChangesTheOwnerAndWritesBothTransitions() {
    Migration migration = frozen();

    journal.migrations().commit(migration, NOW.plusMillis(5));

    assertThat(owner()).isEqualTo("zurich");
    Migration after = journal.migrations().find("m1").orElseThrow();
    assertThat(after.state()).isEqualTo(MigrationState.COMMITTED);
    assertThat(after.story())
        .extracting(Transition::state)
        .endsWith(MigrationState.FROZEN, MigrationState.RESTORED, MigrationState.COMMITTED);
    assertThat(after.story().getLast().at()).isEqualTo(NOW.plusMillis(5));
    assertThat(epoch()).isEqualTo(2);
  }

  @Test
  void commitInAnotherStateThanFrozenChangesNothing() {
    Migration migration = request("m1").orElseThrow();
    for (MigrationState next :
        List.of(MigrationState.ADMITTED, MigrationState.PREPARED, MigrationState.COPYING)) {
      assertCommitRefused(migration);
      advance("m1", state("m1"), next);
    }
    assertCommitRefused(migration);
  }

  @Test
  void statelessMoveIsCommittedWhenItIsPreparedAndOnlyThen() {
    Migration migration =
        journal
            .migrations()
            .request("m1", "redis", "madrid", "zurich", Mode.STATELESS, CLOCK)
            .orElseThrow();
    assertCommitRefused(migration);
    advance("m1", MigrationState.REQUESTED, MigrationState.ADMITTED);
    assertCommitRefused(migration);
    advance("m1", MigrationState.ADMITTED, MigrationState.PREPARED);
    assertThatThrownBy(() -> advance("m1", MigrationState.PREPARED, MigrationState.COPYING))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("COPYING may not follow PREPARED");

    journal.migrations().commit(migration, NOW);

    assertThat(owner()).isEqualTo("zurich");
    assertThat(journal.migrations().find("m1").orElseThrow().story())
        .extracting(Transition::state)
        .endsWith(MigrationState.PREPARED, MigrationState.RESTORED, MigrationState.COMMITTED);
  }

  @Test
  void moveWithMemoryDoesNotTakeTheStatelessWay() {
    Migration migration = request("m1").orElseThrow();
    advance("m1", MigrationState.REQUESTED, MigrationState.ADMITTED);
    advance("m1", MigrationState.ADMITTED, MigrationState.PREPARED);

    assertThatThrownBy(() -> advance("m1", MigrationState.PREPARED, MigrationState.RESTORED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("RESTORED may not follow PREPARED");
    assertCommitRefused(migration);
  }

  @Test
  void commitHappensOnce() {
    Migration migration = frozen();
    journal.migrations().commit(migration, NOW);

    assertThatThrownBy(() -> journal.migrations().commit(migration, NOW))
        .isInstanceOf(IllegalStateException.class);
    assertThat(owner()).isEqualTo("zurich");
    assertThat(state("m1")).isEqualTo(MigrationState.COMMITTED);
  }

  @Test
  void commitUnderAnotherEpochOrFromAnotherHostChangesNothing() {
    Migration m = frozen();

    assertCommitRefused(with(m, m.source(), m.epoch() - 1));
    assertCommitRefused(with(m, m.source(), m.epoch() + 1));
    assertCommitRefused(with(m, "oslo", m.epoch()));
    assertThat(state("m1")).isEqualTo(MigrationState.FROZEN);
  }

  @Test
  void commitOfARemovedContainerChangesNothing() {
    Migration migration = frozen();
    journal.containers().remove("redis");

    assertThatThrownBy(() -> journal.migrations().commit(migration, NOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("container redis is not madrid's under epoch 2");
    assertThat(state("m1")).isEqualTo(MigrationState.FROZEN);
  }

  @Test
  void onlyTheStatesThatMayFollowAreWritten() {
    request("m1");

    for (MigrationState to : MigrationState.values()) {
      if (!MigrationState.REQUESTED.next().contains(to)) {
        assertThatThrownBy(() -> advance("m1", MigrationState.REQUESTED, to))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage(to + " may not follow REQUESTED");
      }
    }
    assertThatThrownBy(() -> advance("m1", MigrationState.ADMITTED, MigrationState.PREPARED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("migration m1 is not in state ADMITTED under epoch 2");
    assertThatThrownBy(() -> advance("m9", MigrationState.REQUESTED, MigrationState.ADMITTED))
        .isInstanceOf(IllegalStateException.class);
    assertThat(journal.migrations().find("m1").orElseThrow().story()).hasSize(1);
  }

  @Test
  void ofManyAdvancesAtOnceOneWins() throws Exception {
    request("m1");

    var won =
        together(
            8,
            i -> {
              try {
                advance("m1", MigrationState.REQUESTED, MigrationState.ADMITTED);
                return true;
              } catch (IllegalStateException e) {
                return false;
              }
            });

    assertThat(won.stream().filter(answer -> answer)).hasSize(1);
    assertThat(journal.migrations().find("m1").orElseThrow().story()).hasSize(2);
  }

  @Test
  void listsTheNewestFirstAndThoseUnderWayTheOldestFirst() {
    journal.containers().add(Containers.on("madrid", "web", "10.96.128.2"));
    request("m1");
    advance("m1", MigrationState.REQUESTED, MigrationState.ABORTING);
    advance("m1", MigrationState.ABORTING, MigrationState.ABORTED);
    request("m2");
    journal.migrations().request("m3", "web", "madrid", "zurich", Mode.COLD, CLOCK);

    assertThat(journal.migrations().newest(2))
        .extracting(Migration::id)
        .containsExactly("m3", "m2");
    assertThat(journal.migrations().underWay())
        .extracting(Migration::id)
        .containsExactly("m2", "m3");
  }

  @Test
  void figuresAndFailureAreKept() {
    request("m1");
    var figures =
        new Figures(
            1,
            2,
            3L << 40,
            4,
            5,
            6,
            7,
            8,
            9,
            new MemoryFigures(Mode.HYBRID, "because", 3, 4, 5, 6));

    journal.migrations().setFigures("m1", figures);
    journal.migrations().setFailure("m1", "it's \"broken\"; DROP TABLE migration");

    Migration after = journal.migrations().find("m1").orElseThrow();
    assertThat(after.figures()).isEqualTo(figures);
    assertThat(after.failure()).isEqualTo("it's \"broken\"; DROP TABLE migration");
  }

  private void assertCommitRefused(Migration migration) {
    Migration before = journal.migrations().find("m1").orElseThrow();
    assertThatThrownBy(() -> journal.migrations().commit(migration, NOW))
        .isInstanceOf(IllegalStateException.class);
    assertThat(journal.migrations().find("m1")).contains(before);
    assertThat(owner()).isEqualTo("madrid");
  }

  private Migration frozen() {
    Migration migration = request("m1").orElseThrow();
    advance("m1", MigrationState.REQUESTED, MigrationState.ADMITTED);
    advance("m1", MigrationState.ADMITTED, MigrationState.PREPARED);
    advance("m1", MigrationState.PREPARED, MigrationState.COPYING);
    advance("m1", MigrationState.COPYING, MigrationState.FROZEN);
    return migration;
  }

  private static Migration with(Migration m, String source, long epoch) {
    return new Migration(
        m.id(),
        m.container(),
        source,
        m.destination(),
        m.mode(),
        m.state(),
        epoch,
        m.requestedAt(),
        m.story(),
        m.figures(),
        m.failure());
  }

  private Optional<Migration> request(String id) {
    return journal.migrations().request(id, "redis", "madrid", "zurich", Mode.COLD, CLOCK);
  }

  private void advance(String id, MigrationState from, MigrationState to) {
    long epoch = journal.migrations().find(id).map(Migration::epoch).orElse(0L);
    journal.migrations().advance(id, epoch, from, to, NOW);
  }

  private MigrationState state(String id) {
    return journal.migrations().find(id).orElseThrow().state();
  }

  private long epoch() {
    return journal.containers().find("redis").orElseThrow().epoch();
  }

  private String owner() {
    return journal.containers().find("redis").orElseThrow().host();
  }

  private interface Attempt {
    boolean make(int number);
  }

  private static List<Boolean> together(int count, Attempt attempt) throws Exception {
    var start = new CyclicBarrier(count);
    var answers = new ArrayList<Future<Boolean>>();
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      for (int i = 0; i < count; i++) {
        int number = i;
        Callable<Boolean> task =
            () -> {
              start.await();
              return attempt.make(number);
            };
        answers.add(threads.submit(task));
      }
      var results = new ArrayList<Boolean>();
      for (Future<Boolean> answer : answers) {
        results.add(answer.get());
      }
      return results;
    }
  }
}
