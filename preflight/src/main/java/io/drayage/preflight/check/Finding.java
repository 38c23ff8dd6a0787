package io.drayage.preflight.check;

/**
 * What one check found.
 *
 * @param check the check's name
 * @param level how it came out
 * @param cause what was found; with {@link Level#OK} what was compared
 * @param cure what to do; empty with {@link Level#OK}
 */
public record Finding(String check, Level level, String cause, String cure) {
  /** Nothing stands in the way. */
  public static Finding ok(String check, String compared) {
    return new Finding(check, Level.OK, compared, "");
  }
}
