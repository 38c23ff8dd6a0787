package io.drayage.balance.schedule;

/** How many moves go on at once. Pure. */
@FunctionalInterface
interface Concurrency {
  /** Whether one more may begin beside those under way. */
  boolean hasRoom(Situation situation, Tally underWay, WaitingMove next);

  /** A fixed number of moves of the group. */
  static Concurrency fixed(int moves) {
    return (situation, underWay, next) -> underWay.ofGroup() < moves;
  }
}
