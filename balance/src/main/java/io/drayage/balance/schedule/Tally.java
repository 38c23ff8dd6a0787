package io.drayage.balance.schedule;

import java.util.ArrayList;
import java.util.List;

/** What is under way while a policy adds to it. Owned by one call. */
final class Tally {
  private final Situation situation;
  private final List<RunningMove> running;

  Tally(Situation situation) {
    this.situation = situation;
    this.running = new ArrayList<>(situation.running());
  }

  /** Whether no limit forbids the move. */
  boolean admits(WaitingMove move) {
    Limits limits = situation.limits();
    int replicas = limits.perService().getOrDefault(move.service(), Integer.MAX_VALUE);
    return ofGroup() < limits.parallel()
        && atHost(move.link().from()) < limits.perHost()
        && atHost(move.link().to()) < limits.perHost()
        && (move.service().isEmpty() || ofService(move.service()) < replicas);
  }

  void add(WaitingMove move) {
    running.add(
        new RunningMove(
            situation.group(),
            move.container(),
            move.service(),
            move.link(),
            move.bytes(),
            0,
            move.dirtyBytesPerSecond()));
  }

  int ofGroup() {
    return (int) running.stream().filter(this::mine).count();
  }

  List<RunningMove> on(Link link) {
    return running.stream().filter(move -> move.link().equals(link)).toList();
  }

  int ofGroupOn(Link link) {
    return (int) running.stream().filter(this::mine).filter(m -> m.link().equals(link)).count();
  }

  private long atHost(String host) {
    return running.stream()
        .filter(move -> move.link().from().equals(host) || move.link().to().equals(host))
        .count();
  }

  private long ofService(String service) {
    return running.stream().filter(move -> move.service().equals(service)).count();
  }

  private boolean mine(RunningMove move) {
    return move.group().equals(situation.group());
  }
}
