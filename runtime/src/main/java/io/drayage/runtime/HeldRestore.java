package io.drayage.runtime;

/**
 * Tasks that were restored and are held stopped, none of which has run yet. Decided exactly once;
 * owned by the thread that carries out the migration's step.
 */
public interface HeldRestore {
  /**
   * Lets the tasks run and returns when they do.
   *
   * @throws RuntimeFailure when the lease had passed or the resume failed; then no task runs
   */
  void run();

  /** Kills the held tasks; none has run. Harmless when the lease had passed. */
  void abandon();
}
