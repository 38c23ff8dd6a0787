package io.drayage.controller.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.controller.group.GroupRun.Outcome;
import io.drayage.journal.Journal;
import io.drayage.model.group.GroupKind;
import io.drayage.model.group.GroupState;
import io.drayage.model.group.GroupTerms;
import io.drayage.model.group.Member;
import io.drayage.model.group.MemberState;
import io.drayage.model.group.MoveGroup;
import io.drayage.model.group.Strategy;
import io.drayage.model.migration.MoveTerms;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupRunTest {
  private static final int ENOUGH_STEPS = 200;

  @TempDir private Path data;
  private final ScriptedMoves moves = new ScriptedMoves();
  private final StepClock clock = new StepClock();
  private Journal journal;

  /** A clock that goes on when a test says so. */
  private static final class StepClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void open() {
    journal = Journal.open(data.resolve("journal.db"));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void allMembersMoveAndNoMoreAtOnceThanAllowed() {
    MoveGroup group = group(Strategy.WAVES, "all-at-once", 3, flat(8));
    GroupRun run = run(group);

    assertThat(run.step()).isEqualTo(Outcome.GOES_ON);
    assertThat(moves.underWay()).hasSize(3);
    toTheEnd(run);

    assertThat(state()).isEqualTo(GroupState.MOVED);
    assertThat(moves.mostAtOnce()).isEqualTo(3);
    assertThat(moves.owners().values()).containsOnly("there");
  }

  @Test
  void aWaveWaitsUntilTheOneBeforeHasMovedAndRuns() {
    MoveGroup group =
        group(Strategy.WAVES, "all-at-once", 0, List.of(member("db", 0), member("web", 1)));
    GroupRun run = run(group);
    moves.unhealthy("db");

    run.step();
    assertThat(moves.underWay()).containsExactly("db");
    moves.finishAll();
    run.step();
    run.step();
    assertThat(moves.underWay()).isEmpty();

    clock.pass(Advance.HEALTH_LIMIT.plusSeconds(1));
    toTheEnd(run);
    assertThat(state()).isEqualTo(GroupState.INCOMPLETE);
    assertThat(states()).containsExactly(MemberState.MOVED, MemberState.STAYED);
    assertThat(current().failure()).contains("wave 0", "dray ps");
  }

  @Test
  void aFailureInAWaveKeepsTheNextOneAtHomeAndLetsItsOwnGoOn() {
    moves.doom("one");
    GroupRun run =
        run(
            group(
                Strategy.WAVES,
                "sequential",
                0,
                List.of(member("one", 0), member("two", 0), member("three", 1))));

    toTheEnd(run);

    assertThat(states()).containsExactly(MemberState.FAILED, MemberState.MOVED, MemberState.STAYED);
    assertThat(state()).isEqualTo(GroupState.INCOMPLETE);
    assertThat(current().failure()).contains("one stays", "the destination broke");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void anAtomicGroupEndsWhollyAtHomeWhereverItFails(int position) {
    moves.doom("c" + position);
    GroupRun run = run(group(Strategy.ATOMIC, "fixed-2", 0, flat(5)));

    toTheEnd(run);

    assertThat(state()).isEqualTo(GroupState.UNDONE);
    assertThat(moves.owners().values()).containsOnly("here");
    assertThat(states()).allMatch(MemberState::home);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void anAtomicGroupEndsWhollyAtHomeWhicheverMoveIsRefused(int position) {
    moves.refuse("c" + position);
    GroupRun run = run(group(Strategy.ATOMIC, "sequential", 0, flat(5)));

    toTheEnd(run);

    assertThat(state()).isEqualTo(GroupState.UNDONE);
    assertThat(moves.owners().values()).containsOnly("here");
    assertThat(current().failure()).contains("no room for c" + position);
  }

  @Test
  void thoseThatHaveMovedGoBackInReverseAndAreTriedUntilTheyAreHome() {
    moves.doom("c3");
    moves.failReturns(2);
    GroupRun run = run(group(Strategy.ATOMIC, "sequential", 0, flat(5)));

    toTheEnd(run);

    assertThat(
            moves.returns().stream().map(id -> moves.find(id).orElseThrow().container()).toList())
        .containsExactly("c2", "c2", "c2", "c1", "c0");
    assertThat(moves.owners().values()).containsOnly("here");
  }

  @Test
  void aCancelledAtomicGroupBringsBackEvenWhatWasCommitted() {
    GroupRun run = run(group(Strategy.ATOMIC, "all-at-once", 0, flat(3)));
    run.step();
    moves.finish("c0");
    moves.commit("c1");
    journal
        .groups()
        .advance("g-1", GroupState.RUNNING, GroupState.UNDOING, "cancelled", clock.instant());

    toTheEnd(run);

    assertThat(state()).isEqualTo(GroupState.UNDONE);
    assertThat(moves.owners().values()).containsOnly("here");
    assertThat(states())
        .containsExactly(MemberState.UNDONE, MemberState.UNDONE, MemberState.FAILED);
  }

  @Test
  void aCancelledGroupOfWavesLeavesWhatHasMovedAndBeginsNothingMore() {
    GroupRun run = run(group(Strategy.WAVES, "fixed-2", 0, flat(4)));
    run.step();
    moves.finish("c0");
    moves.commit("c1");
    journal
        .groups()
        .advance("g-1", GroupState.RUNNING, GroupState.STOPPING, "cancelled", clock.instant());

    toTheEnd(run);

    assertThat(state()).isEqualTo(GroupState.INCOMPLETE);
    assertThat(states())
        .containsExactly(
            MemberState.MOVED, MemberState.MOVED, MemberState.STAYED, MemberState.STAYED);
  }

  @Test
  void neverAreAllReplicasOfAServiceUnderWay() {
    moves.replicas("/web", 3);
    List<Member> replicas =
        IntStream.range(0, 3).mapToObj(i -> member("web" + i, 0, "/web")).toList();
    GroupRun run = run(group(Strategy.WAVES, "all-at-once", 0, replicas));

    toTheEnd(run);

    assertThat(moves.mostAtOnce()).isEqualTo(2);
    assertThat(state()).isEqualTo(GroupState.MOVED);
  }

  @Test
  void aMoveThatWasWrittenDownButNeverBeganIsBegunByTheNextController() {
    MoveGroup group = group(Strategy.WAVES, "all-at-once", 0, flat(1));
    GroupRun dying = new GroupRun(journal, moves, new Traffic(), work -> {}, clock, group);
    dying.step();
    assertThat(moves.underWay()).isEmpty();
    assertThat(states()).containsExactly(MemberState.STARTED);
    String id = current().members().getFirst().migration();

    toTheEnd(afterRestart());

    assertThat(state()).isEqualTo(GroupState.MOVED);
    assertThat(moves.find(id)).isPresent();
    assertThat(current().members().getFirst().migration()).isEqualTo(id);
  }

  @Test
  void aControllerThatWasTakenForDeadChangesNothingAnyMore() {
    GroupRun before = run(group(Strategy.WAVES, "sequential", 0, flat(2)));
    before.step();
    GroupRun after = afterRestart();
    moves.finishAll();

    assertThat(before.step()).isEqualTo(Outcome.OVER);
    assertThat(states()).containsExactly(MemberState.STARTED, MemberState.WAITING);
    toTheEnd(after);
    assertThat(state()).isEqualTo(GroupState.MOVED);
  }

  @Test
  void anAtomicGroupIsWhollyHereOrWhollyThereWheneverControllersDie() {
    long seed = new Random().nextLong();
    System.out.println("GroupRunTest seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      String id = "g-" + round;
      String prefix = "r" + round + "-";
      List<Member> members =
          IntStream.range(0, 4).mapToObj(i -> member(prefix + i, random.nextInt(2))).toList();
      if (random.nextBoolean()) {
        moves.doom(prefix + random.nextInt(4));
      }
      moves.failReturns(random.nextInt(3));
      GroupRun run = run(group(id, Strategy.ATOMIC, "fixed-2", 0, members));
      boolean over = false;
      for (int i = 0; i < ENOUGH_STEPS && !over; i++) {
        if (random.nextInt(4) == 0) {
          run = afterRestart();
        }
        over = run.step() == Outcome.OVER;
        for (String container : moves.underWay()) {
          if (random.nextInt(3) == 0) {
            moves.finish(container);
          }
        }
        clock.pass(Members.PAUSE);
      }
      GroupState end = journal.groups().find(id).orElseThrow().state();
      assertThat(end).as("seed %d round %d", seed, round).isIn(GroupState.MOVED, GroupState.UNDONE);
      assertThat(members)
          .as("seed %d round %d, %s", seed, round, end)
          .allMatch(member ->
              moves
                  .owner(member.container())
                  .orElseThrow()
                  .equals(end == GroupState.MOVED ? "there" : "here"));
    }
  }

  private GroupRun afterRestart() {
    List<String> claimed =
        journal
            .groups()
            .claim(clock.instant().plus(Duration.ofDays(1)), clock.instant().plus(GroupRun.LEASE));
    assertThat(claimed).hasSize(1);
    return run(journal.groups().find(claimed.getFirst()).orElseThrow());
  }

  private void toTheEnd(GroupRun run) {
    for (int i = 0; i < ENOUGH_STEPS; i++) {
      if (run.step() == Outcome.OVER) {
        return;
      }
      moves.finishAll();
      clock.pass(Members.PAUSE);
    }
    throw new AssertionError("the group does not end: " + current());
  }

  private GroupRun run(MoveGroup group) {
    return new GroupRun(journal, moves, new Traffic(), Runnable::run, clock, group);
  }

  private MoveGroup current() {
    return journal.groups().find("g-1").orElseThrow();
  }

  private GroupState state() {
    return current().state();
  }

  private List<MemberState> states() {
    return current().members().stream().map(Member::state).toList();
  }

  private List<Member> flat(int number) {
    var members = new ArrayList<Member>();
    for (int i = 0; i < number; i++) {
      members.add(member("c" + i, 0));
    }
    return members;
  }

  private Member member(String name, int wave) {
    return member(name, wave, "");
  }

  private Member member(String name, int wave, String service) {
    moves.owning(name, "here");
    return Member.waiting(name, "here", "there", wave, List.of(), service, 0, 1 << 20);
  }

  private MoveGroup group(Strategy strategy, String order, int maxParallel, List<Member> members) {
    return group("g-1", strategy, order, maxParallel, members);
  }

  private MoveGroup group(
      String id, Strategy strategy, String order, int maxParallel, List<Member> members) {
    var group =
        new MoveGroup(
            id,
            GroupKind.MIGRATE,
            "",
            strategy,
            GroupState.RUNNING,
            1,
            new GroupTerms(order, maxParallel, "auto", MoveTerms.NONE, Optional.empty()),
            clock.instant(),
            Optional.empty(),
            "",
            members);
    assertThat(journal.groups().add(group, clock.instant().plus(GroupRun.LEASE), List.of()))
        .isTrue();
    return group;
  }
}
