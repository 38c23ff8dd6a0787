package io.drayage.balance.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RebalancerTest {
  @Test
  void aFullHostGivesToAnEmptyOne() {
    Proposal proposal =
        Rebalancer.propose(
            List.of(host("a", 80), host("b", 0)), containers("a", 8, 10), (one, to) -> true);

    assertThat(proposal.spreadBefore()).isEqualTo(0.8);
    assertThat(proposal.spreadAfter()).isLessThan(0.1);
    assertThat(proposal.moves()).hasSize(4).allMatch(move -> move.to().equals("b"));
  }

  @Test
  void aSmallDifferenceMovesNothing() {
    assertThat(
            Rebalancer.propose(
                    List.of(host("a", 50), host("b", 31)),
                    containers("a", 5, 10),
                    (one, to) -> true)
                .moves())
        .isEmpty();
  }

  @Test
  void neitherAgainstTheLawNorToADrainedHost() {
    assertThat(
            Rebalancer.propose(
                    List.of(host("a", 80), host("b", 0)),
                    containers("a", 8, 10),
                    (one, to) -> false)
                .moves())
        .isEmpty();
    assertThat(
            Rebalancer.propose(
                    List.of(host("a", 80), new LoadedHost("b", 100, 0, false)),
                    containers("a", 8, 10),
                    (one, to) -> true)
                .moves())
        .isEmpty();
  }

  @Test
  void nothingGoesStraightBack() {
    var came = IntStream.range(0, 8).mapToObj(i -> new Movable("c" + i, "a", 10, "b")).toList();

    assertThat(
            Rebalancer.propose(List.of(host("a", 80), host("b", 0)), came, (one, to) -> true)
                .moves())
        .isEmpty();
  }

  @Test
  void whatWasEvenedOutStaysAndNoHostIsOverfull() {
    long seed = new Random().nextLong();
    System.out.println("RebalancerTest seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      Map<String, Long> load = new HashMap<>();
      var containers = new ArrayList<Movable>();
      for (int i = 0; i < 20; i++) {
        String host = "h" + random.nextInt(4);
        long memory = random.nextLong(1, 9);
        if (load.getOrDefault(host, 0L) + memory <= 100) {
          load.merge(host, memory, Long::sum);
          containers.add(new Movable("c" + i, host, memory, ""));
        }
      }
      Proposal proposal = Rebalancer.propose(hosts(load), containers, (one, to) -> true);
      assertThat(proposal.spreadAfter())
          .as("seed %d", seed)
          .isLessThanOrEqualTo(proposal.spreadBefore());
      Map<String, Proposal.Move> moved = new HashMap<>();
      for (Proposal.Move move : proposal.moves()) {
        assertThat(moved.put(move.container(), move)).as("seed %d: once each", seed).isNull();
      }
      List<Movable> after =
          containers.stream()
              .map(one -> {
                Proposal.Move move = moved.get(one.container());
                return move == null
                    ? one
                    : new Movable(one.container(), move.to(), one.memoryBytes(), move.from());
              })
              .toList();
      Map<String, Long> loadAfter = new HashMap<>();
      after.forEach(one -> loadAfter.merge(one.host(), one.memoryBytes(), Long::sum));
      assertThat(loadAfter.values()).allMatch(bytes -> bytes <= 100);
      Rebalancer.propose(hosts(loadAfter), after, (one, to) -> true)
          .moves()
          .forEach(move -> {
            Proposal.Move before = moved.get(move.container());
            assertThat(before == null || !before.from().equals(move.to()))
                .as("seed %d: %s goes to and fro", seed, move.container())
                .isTrue();
          });
    }
  }

  private static List<LoadedHost> hosts(Map<String, Long> load) {
    return IntStream.range(0, 4)
        .mapToObj(i -> host("h" + i, load.getOrDefault("h" + i, 0L)))
        .toList();
  }

  private static LoadedHost host(String name, long reserved) {
    return new LoadedHost(name, 100, reserved, true);
  }

  private static List<Movable> containers(String host, int number, long memory) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Movable("c" + i, host, memory, ""))
        .toList();
  }
}
