package io.drayage.balance.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
  private static final Link LINK = new Link("a", "b");
  private static final List<String> ALL =
      List.of(
          "adaptive",
          "start-at-one",
          "sequential",
          "fixed-3",
          "all-at-once",
          "shortest-first",
          "critical-path");

  @ParameterizedTest
  @CsvSource({
    "sequential, 1",
    "fixed-3, 3",
    "all-at-once, 9",
    "start-at-one, 1",
    "shortest-first, 1",
    "critical-path, 1",
    "adaptive, 6"
  })
  void theFirstMovesOfNineAre(String word, int expected) {
    assertThat(starts(word, situation(moves(9)))).hasSize(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fastest", "fixed-", "fixed-0", "fixed-201", "fixed-x"})
  void anUnknownWordIsRefusedWithTheKnownOnes(String word) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policies.parse(word))
        .withMessageContaining("critical-path");
  }

  @Test
  void theThesissRuleAddsOneAfterEachFinishedMoveAsLongAsMoreCrosses() {
    assertThat(level(List.of())).isEqualTo(1);
    assertThat(level(List.of(new Sample(1, 10)))).isEqualTo(2);
    assertThat(level(List.of(new Sample(1, 10), new Sample(2, 19)))).isEqualTo(3);
    assertThat(level(List.of(new Sample(1, 10), new Sample(2, 19), new Sample(3, 19))))
        .isEqualTo(2);
  }

  private static int level(List<Sample> finished) {
    return starts("start-at-one", with(situation(moves(9)), finished)).size();
  }

  @Test
  void theShortestGoesFirst() {
    var moves = List.of(move("big", 30), move("small", 10), move("middle", 20));

    assertThat(starts("shortest-first", situation(moves))).containsExactly("small");
  }

  @Test
  void theCriticalPathGoesFirst() {
    var moves =
        List.of(move("alone", 50), move("db", 20), after("api", 20, "db"), after("web", 20, "api"));

    assertThat(starts("critical-path", situation(moves))).containsExactly("db");
  }

  @Test
  void adaptiveAddsMovesWhileTheLastOnesAddedThroughput() {
    Throughput rising = levels(Map.of(2, 100.0, 4, 200.0));
    Throughput flat = levels(Map.of(2, 100.0, 4, 101.0));

    assertThat(starts("adaptive", with(situation(large(20)), rising))).hasSize(5);
    assertThat(starts("adaptive", with(situation(large(20)), flat))).hasSize(1);
    assertThat(
            starts(
                "adaptive",
                with(situation(large(20)), levels(Map.of(1, 50.0, 2, 100.0, 4, 101.0)))))
        .hasSize(2);
  }

  @Test
  void adaptiveHidesTheSetUpOfShortMovesBehindManyOthers() {
    assertThat(starts("adaptive", with(situation(moves(50)), levels(Map.of(1, 50.0, 2, 51.0)))))
        .hasSize(6);
  }

  private static Throughput levels(Map<Integer, Double> rates) {
    Throughput known = Throughput.NONE;
    for (var rate : rates.entrySet()) {
      known = known.with(LINK, new Sample(rate.getKey(), rate.getValue()));
    }
    return known;
  }

  private static List<WaitingMove> large(int number) {
    return IntStream.range(0, number).mapToObj(i -> move("c" + i, 10_000)).toList();
  }

  @Test
  void adaptiveBeginsNothingMoreWhereRewrittenMemoryWouldFillTheLink() {
    Throughput known = Throughput.NONE.with(LINK, new Sample(1, 100));
    var hungry =
        IntStream.range(0, 5)
            .mapToObj(i -> new WaitingMove("c" + i, "", 10, 30, 0, 0, Set.of(), LINK))
            .toList();

    assertThat(starts("adaptive", with(situation(hungry), known))).hasSize(1);
  }

  @Test
  void adaptiveSharesALinkWithOtherGroups() {
    Situation alone = situation(moves(9));
    var shared =
        new Situation(
            alone.group(),
            alone.waiting(),
            List.of(new RunningMove("other", "x", "", LINK, 10, 0, 0)),
            Set.of(),
            0,
            Throughput.NONE,
            List.of(),
            Map.of(LINK, 2),
            alone.limits());

    assertThat(starts("adaptive", shared)).hasSize(3);
  }

  @Test
  void aPriorityGoesBeforeEveryOrder() {
    var moves =
        List.of(
            move("small", 1),
            new WaitingMove("first", "", 99, 0, 1, 0, Set.of(), LINK),
            move("other", 2));

    for (String word : ALL) {
      assertThat(starts(word, situation(moves))).as(word).startsWith("first");
    }
  }

  /**
   * Whatever the situation is: no limit is broken, nothing stands still, the answer is the same.
   */
  @Test
  void everyPolicyKeepsEveryLimitAndNeverStandsStill() {
    long seed = new Random().nextLong();
    System.out.println("PoliciesTest seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      Situation situation = random(random);
      for (String word : ALL) {
        String said = "seed %d round %d %s".formatted(seed, round, word);
        List<Start> starts = Policies.parse(word).next(situation);
        assertThat(Policies.parse(word).next(situation)).as(said).isEqualTo(starts);
        var names = starts.stream().map(start -> start.move().container()).toList();
        assertThat(names).as(said).doesNotHaveDuplicates();
        assertThat(starts)
            .as(said)
            .allMatch(start -> start.move().wave() <= situation.openWave())
            .allMatch(start -> situation.done().containsAll(start.move().after()));
        Limits limits = situation.limits();
        long own = situation.running().stream().filter(one -> one.group().equals("g")).count();
        assertThat(own + starts.size())
            .as(said)
            .isLessThanOrEqualTo(Math.max(own, limits.parallel()));
        limits
            .perService()
            .forEach((service, most) -> {
              long before =
                  situation.running().stream().filter(one -> one.service().equals(service)).count();
              long more =
                  starts.stream().filter(one -> one.move().service().equals(service)).count();
              assertThat(before + more).as(said).isLessThanOrEqualTo(Math.max(before, most));
            });
        boolean mayBegin = situation.running().isEmpty() && !situation.ready().isEmpty();
        assertThat(!mayBegin || !starts.isEmpty()).as(said).isTrue();
      }
    }
  }

  private static Situation random(Random random) {
    var waiting = new ArrayList<WaitingMove>();
    for (int i = 0; i < random.nextInt(12); i++) {
      waiting.add(
          new WaitingMove(
              "c" + i,
              random.nextBoolean() ? "s" + random.nextInt(2) : "",
              random.nextInt(1000),
              random.nextInt(50),
              random.nextInt(3),
              random.nextInt(2),
              i > 0 && random.nextInt(4) == 0 ? Set.of("c" + random.nextInt(i)) : Set.of(),
              new Link("h" + random.nextInt(2), "t" + random.nextInt(3))));
    }
    var running = new ArrayList<RunningMove>();
    for (int i = 0; i < random.nextInt(5); i++) {
      running.add(
          new RunningMove(
              random.nextBoolean() ? "g" : "other",
              "r" + i,
              random.nextBoolean() ? "s0" : "",
              new Link("h" + random.nextInt(2), "t" + random.nextInt(3)),
              100,
              random.nextInt(120),
              random.nextInt(50)));
    }
    Throughput throughput = Throughput.NONE;
    for (int i = 0; i < random.nextInt(6); i++) {
      throughput =
          throughput.with(
              new Link("h" + random.nextInt(2), "t" + random.nextInt(3)),
              new Sample(1 + random.nextInt(8), random.nextInt(200)));
    }
    return new Situation(
        "g",
        waiting,
        running,
        Set.of(),
        random.nextInt(2),
        throughput,
        List.of(),
        Map.of(),
        new Limits(1 + random.nextInt(6), 1 + random.nextInt(6), Map.of("s0", 1, "s1", 2)));
  }

  private static List<String> starts(String word, Situation situation) {
    return Policies.parse(word).next(situation).stream()
        .map(start -> start.move().container())
        .toList();
  }

  private static List<WaitingMove> moves(int number) {
    return IntStream.range(0, number).mapToObj(i -> move("c" + i, 10)).toList();
  }

  private static WaitingMove move(String name, long bytes) {
    return new WaitingMove(name, "", bytes, 0, 0, 0, Set.of(), LINK);
  }

  private static WaitingMove after(String name, long bytes, String before) {
    return new WaitingMove(name, "", bytes, 0, 0, 0, Set.of(before), LINK);
  }

  private static Situation situation(List<WaitingMove> moves) {
    return new Situation(
        "g",
        moves,
        List.of(),
        Set.of(),
        0,
        Throughput.NONE,
        List.of(),
        Map.of(),
        Limits.parallel(Limits.MOST));
  }

  private static Situation with(Situation one, List<Sample> finished) {
    return new Situation(
        one.group(),
        one.waiting(),
        one.running(),
        one.done(),
        one.openWave(),
        one.throughput(),
        finished,
        one.contenders(),
        one.limits());
  }

  private static Situation with(Situation one, Throughput throughput) {
    return new Situation(
        one.group(),
        one.waiting(),
        one.running(),
        one.done(),
        one.openWave(),
        throughput,
        one.finished(),
        one.contenders(),
        one.limits());
  }
}
