package io.drayage.agent.migration;

/** Told how far a long step came; called by the thread that carries the step out. */
@FunctionalInterface
public interface StepProgress {
  /**
   * News.
   *
   * @param phase what is being done, in words
   * @param bytes payload bytes of the migration sent so far
   */
  void report(String phase, long bytes);
}
