package io.drayage.agent.migration;

import io.drayage.agent.memory.RoundNews;

/** Told how far a long step came; called by the thread that carries the step out. */
public interface StepProgress {
  /**
   * News.
   *
   * @param phase what is being done, in words
   * @param bytes payload bytes of the migration sent so far
   */
  void report(String phase, long bytes);

  /**
   * News of a round of copying memory.
   *
   * @param bytes payload bytes of the migration sent so far
   */
  void round(RoundNews news, long bytes);
}
