package io.drayage.preflight.fact;

/**
 * Mapped memory that is neither anonymous nor of an ordinary file.
 *
 * @param pid whose it is, as the host sees it
 * @param program that process's name
 * @param path what /proc/PID/maps calls it
 * @param device whether it is of a device
 */
public record MappedFile(int pid, String program, String path, boolean device) {
  /** The process as people find it: its name and number. */
  public String who() {
    return "%s (pid %d)".formatted(program, pid);
  }
}
