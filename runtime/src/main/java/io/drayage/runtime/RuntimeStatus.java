package io.drayage.runtime;

/**
 * What a container does now.
 *
 * @param phase running, frozen or ended
 * @param pid process id of its first process as the host sees it; 0 when ended
 */
public record RuntimeStatus(Phase phase, long pid) {
  /** The three things a container can be doing. */
  public enum Phase {
    /** Its tasks run. */
    RUNNING,
    /** Its tasks are frozen. */
    FROZEN,
    /** Its tasks were restored and are held; none has run yet. */
    HELD,
    /** Its last process has ended, and what the first one exited with is about to be noted. */
    ENDING,
    /** Its last process has ended. */
    ENDED
  }
}
