package io.drayage.balance.schedule;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * As many moves on each link as make it carry more: one more begins while the last ones added
 * throughput, none where they did not, or where what the running containers write anew would take
 * so much of the link that their gaps grow. Moves that have sent all, and wait for a dump or a
 * restore, leave their place to others. A link that other groups want too is divided evenly.
 */
final class Adaptive implements Concurrency {
  /** So many before anything was measured: the set-up of one hides in the copy of another. */
  static final int FIRST = 4;

  /** A level within this of the best carries as much as the best. */
  private static final double ENOUGH = 0.95;

  /** Share of a link that rewritten memory may take before rounds stop to shrink soon. */
  private static final double DIRTY_SHARE = 0.5;

  @Override
  public boolean hasRoom(Situation situation, Tally underWay, WaitingMove next) {
    Link link = next.link();
    List<RunningMove> there = underWay.on(link);
    int target = target(situation.throughput().of(link));
    int contenders = Math.max(1, situation.contenders().getOrDefault(link, 1));
    int share = Math.max(1, (int) Math.ceil(target / (double) contenders));
    long sending = there.stream().filter(Adaptive::sends).count();
    if (underWay.ofGroupOn(link) == 0) {
      return true;
    }
    return sending < target
        && there.size() < 2 * target
        && underWay.ofGroupOn(link) < (contenders > 1 ? share : 2 * target)
        && converges(situation.throughput().capacity(link), there, next);
  }

  /** How many should send at once. */
  private static int target(NavigableMap<Integer, Double> levels) {
    if (levels.isEmpty()) {
      return FIRST;
    }
    double best = levels.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    int knee =
        levels.entrySet().stream()
            .filter(level -> level.getValue() >= ENOUGH * best)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(FIRST);
    // The most that were tried were the best: more may be better still.
    return knee == levels.lastKey() ? Math.max(FIRST, knee + Math.max(1, knee / 2)) : knee + 1;
  }

  private static boolean sends(RunningMove move) {
    return move.sentBytes() < move.bytes();
  }

  private static boolean converges(
      double bytesPerSecond, List<RunningMove> there, WaitingMove next) {
    double dirty =
        next.dirtyBytesPerSecond()
            + there.stream().mapToDouble(RunningMove::dirtyBytesPerSecond).sum();
    return bytesPerSecond == 0 || dirty <= DIRTY_SHARE * bytesPerSecond;
  }
}
