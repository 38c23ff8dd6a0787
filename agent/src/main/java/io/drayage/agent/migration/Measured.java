package io.drayage.agent.migration;

/**
 * What a step took on this host.
 *
 * @param bytes payload bytes sent
 * @param cutMillis cutting the network and freezing, in milliseconds
 * @param dumpMillis CRIU's dump, in milliseconds
 * @param sendMillis sending what was left, in milliseconds
 * @param restoreMillis until the tasks were held, in milliseconds
 */
public record Measured(
    long bytes, long cutMillis, long dumpMillis, long sendMillis, long restoreMillis) {
  /** Nothing was measured. */
  public static final Measured NOTHING = new Measured(0, 0, 0, 0, 0);
}
