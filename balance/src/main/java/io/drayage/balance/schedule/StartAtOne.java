package io.drayage.balance.schedule;

/**
 * The thesis's rule (chapter 4.4): the first move goes alone; after each finished one the bandwidth
 * is looked at again, and one more may go at once as long as more crossed with more of them.
 */
final class StartAtOne implements Concurrency {
  /** Less than this is noise, not a gain. */
  private static final double GAIN = 1.05;

  @Override
  public boolean hasRoom(Situation situation, Tally underWay, WaitingMove next) {
    return underWay.ofGroup() < level(situation);
  }

  private static int level(Situation situation) {
    int level = 1;
    int bestLevel = 1;
    double best = 0;
    for (Sample sample : situation.finished()) {
      if (sample.bytesPerSecond() > best * GAIN) {
        best = sample.bytesPerSecond();
        bestLevel = sample.level();
        level = sample.level() + 1;
      } else if (sample.level() > bestLevel) {
        level = bestLevel;
      }
    }
    return level;
  }
}
