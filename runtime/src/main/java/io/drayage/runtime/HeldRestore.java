package io.drayage.runtime;

/**
 * Tasks that were restored and are held stopped, none of which has run yet. Decided exactly once;
 * owned by the thread that carries out the migration's step.
 */
public interface HeldRestore {
  /**
   * Lets the tasks run, if they are still held, and returns when it is known what became of them.
   *
   * @throws RuntimeFailure when that is not known in time; then this may be called again
   */
  Resumption run();

  /** Kills the held tasks; none has run. Harmless when the lease had passed. */
  void abandon();
}
