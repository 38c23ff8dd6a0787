package io.drayage.runtime.criu;

import java.util.List;

/**
 * The options for which a CRIU that was started ahead of time waits: it takes its standard input
 * for its configuration file (criu(8), "CONFIGURATION FILES"), so being loaded and linked, which
 * takes it ten milliseconds and more, is behind it when they come.
 *
 * <p>A CRIU whose input ends without them, as by the agent's death, fails.
 */
public final class LastOptions {
  /** The environment variable that tells CRIU of its configuration file. */
  public static final String VARIABLE = "CRIU_CONFIG_FILE";

  /** Its value. */
  public static final String STDIN = "/dev/stdin";

  private LastOptions() {}

  /**
   * As CRIU reads them, with an empty line at their end.
   *
   * @param options long ones without their dashes, each with its value
   */
  public static String text(List<String> options) {
    return String.join("\n", options) + "\n\n";
  }
}
