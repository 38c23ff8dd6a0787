package io.drayage.balance.deadline;

import io.drayage.balance.schedule.Link;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How long a group of moves takes, with its interval, in milliseconds.
 *
 * <p>Each end is reckoned as if all moves came to that end of theirs: they share links and hosts,
 * so their errors do not cancel out. A wave takes as long as its moves on {@code parallel} places,
 * the longest first, and no less than its bytes take on each link.
 */
public record GroupEstimate(long lowMillis, long millis, long highMillis) {
  /** Whether a deadline is met. */
  public enum Chance {
    /** The whole interval lies before it. */
    MET,
    /** It lies within the interval. */
    UNSURE,
    /** The whole interval lies behind it. */
    MISSED
  }

  /**
   * Reckons.
   *
   * @param bytesPerSecond of each link, where it is known
   */
  public static GroupEstimate of(
      List<ExpectedMove> moves, int parallel, Map<Link, Double> bytesPerSecond) {
    return new GroupEstimate(
        sum(moves, parallel, bytesPerSecond, ExpectedMove::lowMillis),
        sum(moves, parallel, bytesPerSecond, ExpectedMove::millis),
        sum(moves, parallel, bytesPerSecond, ExpectedMove::highMillis));
  }

  /** Whether a time from the start, in milliseconds, is enough. */
  public Chance chance(long deadlineMillis) {
    if (highMillis <= deadlineMillis) {
      return Chance.MET;
    }
    return lowMillis > deadlineMillis ? Chance.MISSED : Chance.UNSURE;
  }

  private static long sum(
      List<ExpectedMove> moves,
      int parallel,
      Map<Link, Double> rates,
      ToDoubleFunction<ExpectedMove> millis) {
    return Math.round(
        moves.stream()
            .collect(Collectors.groupingBy(ExpectedMove::wave, TreeMap::new, Collectors.toList()))
            .values()
            .stream()
            .mapToDouble(wave -> wave(wave, parallel, rates, millis))
            .sum());
  }

  private static double wave(
      Collection<ExpectedMove> moves,
      int parallel,
      Map<Link, Double> rates,
      ToDoubleFunction<ExpectedMove> millis) {
    var places = new PriorityQueue<Double>();
    for (int i = 0; i < Math.min(parallel, moves.size()); i++) {
      places.add(0.0);
    }
    double end = 0;
    for (double move :
        moves.stream().map(millis::applyAsDouble).sorted(Comparator.reverseOrder()).toList()) {
      double finished = places.remove() + move;
      end = Math.max(end, finished);
      places.add(finished);
    }
    Map<Link, Double> bytes = new HashMap<>();
    moves.forEach(move ->
        bytes.merge(
            move.link(),
            // As much more or less crosses as it takes longer or shorter.
            move.millis() == 0 ? 0 : move.bytes() * millis.applyAsDouble(move) / move.millis(),
            Double::sum));
    for (Map.Entry<Link, Double> one : bytes.entrySet()) {
      double rate = rates.getOrDefault(one.getKey(), 0.0);
      if (rate > 0) {
        end = Math.max(end, one.getValue() / rate * 1000);
      }
    }
    return end;
  }
}
