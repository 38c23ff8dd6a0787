package io.drayage.balance.schedule;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * As few moves on each link as keep it full.
 *
 * <p>The fewest streams that carried as much as any number did are enough. While the most that were
 * tried carried the most, more are tried; where moves take long and fewer were never tried, fewer
 * are: what a container writes anew crosses twice, so each stream too many costs bytes and gap. A
 * move that is about to have sent all is replaced ahead of time, so that set-up and restore hide in
 * the copies of others; short moves need many for that. Nothing begins where what the containers
 * write anew would take so much of the link that their gaps grow. A link that other groups want too
 * is divided evenly.
 */
final class Adaptive implements Concurrency {
  /** So many before anything was measured: the set-up of one hides in the copy of another. */
  static final int FIRST = 6;

  /** Time of a move in which its link is idle, in seconds: its set-up, restore and commit. */
  private static final double IDLE_SECONDS = 0.9;

  /** A level within this of the best carries as much as the best. */
  private static final double ENOUGH = 0.93;

  /** Share of a link that rewritten memory may take before rounds stop to shrink soon. */
  private static final double DIRTY_SHARE = 0.5;

  @Override
  public boolean hasRoom(Situation situation, Tally underWay, WaitingMove next) {
    Link link = next.link();
    if (underWay.ofGroupOn(link) == 0) {
      return true;
    }
    List<RunningMove> there = underWay.on(link);
    Aim aim = aim(situation, link);
    int contenders = Math.max(1, situation.contenders().getOrDefault(link, 1));
    int own = Math.max(1, (int) Math.ceil(aim.moves() / (double) contenders));
    double rate = situation.throughput().capacity(link);
    return busy(there, aim.ahead() ? rate : 0) < aim.moves()
        && there.size() < 2 * aim.moves() + 2
        && (contenders == 1 || underWay.ofGroupOn(link) < own)
        && converges(rate, there, next);
  }

  /**
   * What a link is to have.
   *
   * @param moves that send, or are about to
   * @param ahead whether one that is about to have sent all is replaced already; not while fewer
   *     moves are tried
   */
  private record Aim(int moves, boolean ahead) {}

  private static Aim aim(Situation situation, Link link) {
    NavigableMap<Integer, Double> levels = situation.throughput().of(link);
    double rate = situation.throughput().capacity(link);
    if (rate <= 0) {
      return new Aim(FIRST, false);
    }
    int knee =
        levels.entrySet().stream()
            .filter(level -> level.getValue() >= ENOUGH * rate)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(FIRST);
    double sendSeconds = meanBytes(situation, link) / rate;
    boolean fewest = knee == levels.firstKey();
    boolean most = knee == levels.lastKey();
    if (sendSeconds > 2 * IDLE_SECONDS) {
      boolean tryFewer = fewest && knee > 1;
      return new Aim(tryFewer ? knee / 2 : most && !fewest ? knee + 1 : knee, !tryFewer);
    }
    double hiding = Math.ceil(IDLE_SECONDS / Math.max(sendSeconds, 1e-3));
    int full = most ? knee + Math.max(1, knee / 2) : knee;
    return new Aim((int) Math.min(Limits.MOST, full + hiding), true);
  }

  private static double meanBytes(Situation situation, Link link) {
    return situation.waiting().stream()
        .filter(move -> move.link().equals(link))
        .mapToLong(WaitingMove::bytes)
        .average()
        .orElse(0);
  }

  /** Moves that send and will for some time at that rate, or are about to. */
  private static long busy(List<RunningMove> there, double rate) {
    long sending = there.stream().filter(one -> one.sentBytes() > 0 && left(one) > 0).count();
    double soon = sending == 0 ? 0 : rate / sending * IDLE_SECONDS;
    return there.stream()
        .filter(one -> left(one) > 0)
        .filter(one -> one.sentBytes() == 0 || left(one) > soon)
        .count();
  }

  private static long left(RunningMove move) {
    return move.bytes() - move.sentBytes();
  }

  private static boolean converges(
      double bytesPerSecond, List<RunningMove> there, WaitingMove next) {
    double dirty =
        next.dirtyBytesPerSecond()
            + there.stream().mapToDouble(RunningMove::dirtyBytesPerSecond).sum();
    return bytesPerSecond == 0 || dirty <= DIRTY_SHARE * bytesPerSecond;
  }
}
