package io.drayage.balance.rebalance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Proposes moves from full hosts to empty ones.
 *
 * <p>Hysteresis: it proposes nothing while the spread is below {@value #BEGIN}, and then goes on
 * until it is below {@value #END}; each move gains at least {@value #LEAST_GAIN}; and no container
 * goes back to the host that the last rebalancing took it from.
 */
public final class Rebalancer {
  static final double BEGIN = 0.20;
  static final double END = 0.10;
  static final double LEAST_GAIN = 0.03;

  private Rebalancer() {}

  /**
   * Proposes.
   *
   * @param lawful whether a container, by name, may go to a host
   */
  public static Proposal propose(
      List<LoadedHost> hosts, List<Movable> containers, BiPredicate<String, String> lawful) {
    Map<String, Long> reserved = new HashMap<>();
    hosts.forEach(host -> reserved.put(host.host(), host.reservedBytes()));
    double before = spread(hosts, reserved);
    var moves = new ArrayList<Proposal.Move>();
    Set<String> moved = new HashSet<>();
    double now = before;
    while (before >= BEGIN && now >= END) {
      Optional<Proposal.Move> found = best(hosts, reserved, containers, moved, lawful, now);
      if (found.isEmpty()) {
        break;
      }
      Proposal.Move best = found.get();
      moves.add(best);
      moved.add(best.container());
      long bytes = memory(containers, best.container());
      reserved.merge(best.from(), -bytes, Long::sum);
      reserved.merge(best.to(), bytes, Long::sum);
      now = spread(hosts, reserved);
    }
    return new Proposal(moves, before, now);
  }

  private static Optional<Proposal.Move> best(
      List<LoadedHost> hosts,
      Map<String, Long> reserved,
      List<Movable> containers,
      Set<String> moved,
      BiPredicate<String, String> lawful,
      double now) {
    var candidates = new ArrayList<Proposal.Move>();
    LoadedHost fullest =
        hosts.stream().max(Comparator.comparingDouble(host -> load(host, reserved))).orElseThrow();
    for (Movable one : containers) {
      if (!one.host().equals(fullest.host())
          || moved.contains(one.container())
          || one.memoryBytes() == 0) {
        continue;
      }
      for (LoadedHost to : hosts) {
        long room = to.memoryBytes() - reserved.getOrDefault(to.host(), 0L);
        if (!to.open()
            || to.host().equals(one.host())
            || to.host().equals(one.cameFrom())
            || room < one.memoryBytes()) {
          continue;
        }
        Map<String, Long> after = new HashMap<>(reserved);
        after.merge(one.host(), -one.memoryBytes(), Long::sum);
        after.merge(to.host(), one.memoryBytes(), Long::sum);
        double gain = now - spread(hosts, after);
        if (gain >= LEAST_GAIN) {
          candidates.add(new Proposal.Move(one.container(), one.host(), to.host(), gain));
        }
      }
    }
    return candidates.stream()
        .sorted(
            Comparator.comparingDouble(Proposal.Move::gain)
                .reversed()
                .thenComparing(Proposal.Move::container)
                .thenComparing(Proposal.Move::to))
        .filter(move -> lawful.test(move.container(), move.to()))
        .findFirst();
  }

  private static double spread(List<LoadedHost> hosts, Map<String, Long> reserved) {
    double most = hosts.stream().mapToDouble(host -> load(host, reserved)).max().orElse(0);
    double least =
        hosts.stream()
            .filter(LoadedHost::open)
            .mapToDouble(host -> load(host, reserved))
            .min()
            .orElse(most);
    return Math.max(0, most - least);
  }

  private static double load(LoadedHost host, Map<String, Long> reserved) {
    return reserved.getOrDefault(host.host(), 0L) / (double) host.memoryBytes();
  }

  private static long memory(List<Movable> containers, String name) {
    return containers.stream()
        .filter(one -> one.container().equals(name))
        .mapToLong(Movable::memoryBytes)
        .findFirst()
        .orElse(0);
  }
}
