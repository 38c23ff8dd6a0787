package io.drayage.balance.schedule;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a policy decides by.
 *
 * @param group whose moves are to begin
 * @param waiting the group's moves that have not begun
 * @param running all groups' moves that are under way
 * @param done the group's containers that have moved
 * @param openWave the last wave that may begin
 * @param throughput what links were seen to carry
 * @param finished what the group's moves carried when each of them ended, the first one first
 * @param contenders how many groups want each link; a link that is not named has one
 * @param limits what no policy goes beyond
 */
public record Situation(
    String group,
    List<WaitingMove> waiting,
    List<RunningMove> running,
    Set<String> done,
    int openWave,
    Throughput throughput,
    List<Sample> finished,
    Map<Link, Integer> contenders,
    Limits limits) {
  /** Keeps copies. */
  public Situation {
    waiting = List.copyOf(waiting);
    running = List.copyOf(running);
    done = Set.copyOf(done);
    finished = List.copyOf(finished);
    contenders = Map.copyOf(contenders);
  }

  /** The moves that nothing has to go before any more. */
  List<WaitingMove> ready() {
    return waiting.stream()
        .filter(move -> move.wave() <= openWave)
        .filter(move -> done.containsAll(move.after()))
        .toList();
  }
}
