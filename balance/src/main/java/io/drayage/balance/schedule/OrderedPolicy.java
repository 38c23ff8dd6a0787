package io.drayage.balance.schedule;

import java.util.ArrayList;
import java.util.List;

/** Takes ready moves in an order as long as there is room for one more. */
record OrderedPolicy(MoveOrder order, Concurrency concurrency) implements SchedulingPolicy {
  @Override
  public List<Start> next(Situation situation) {
    var underWay = new Tally(situation);
    var starts = new ArrayList<Start>();
    double share = 1.0 / situation.limits().parallel();
    for (WaitingMove move : order.sort(situation)) {
      if (underWay.admits(move) && concurrency.hasRoom(situation, underWay, move)) {
        starts.add(new Start(move, share));
        underWay.add(move);
      }
    }
    return List.copyOf(starts);
  }
}
