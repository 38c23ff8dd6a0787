package io.drayage.runtime;

/**
 * What a container does now.
 *
 * @param phase running, frozen or ended
 * @param pid process id of its first process as the host sees it; 0 when ended
 * @param exitCode what the first process exited with; 0 while it lives
 */
public record RuntimeStatus(Phase phase, long pid, int exitCode) {
  /** The three things a container can be doing. */
  public enum Phase {
    /** Its tasks run. */
    RUNNING,
    /** Its tasks are frozen. */
    FROZEN,
    /** Its tasks were restored and are held; none has run yet. */
    HELD,
    /** Its first process has ended. */
    ENDED
  }
}
