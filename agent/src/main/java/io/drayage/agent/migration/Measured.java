package io.drayage.agent.migration;

import io.drayage.agent.memory.Decision;
import io.drayage.model.migration.Mode;

/**
 * What a step took on this host.
 *
 * @param bytes payload bytes sent
 * @param cutMillis cutting the network and freezing, in milliseconds
 * @param dumpMillis CRIU's dump, in milliseconds
 * @param sendMillis sending what was left, beyond the dump, in milliseconds
 * @param restoreMillis until the tasks were held, in milliseconds
 * @param pages pages sent
 * @param pagesLeft pages that the destination lacks
 * @param decision how memory crosses from now on
 */
public record Measured(
    long bytes,
    long cutMillis,
    long dumpMillis,
    long sendMillis,
    long restoreMillis,
    long pages,
    long pagesLeft,
    Decision decision) {
  private static final Decision NONE = new Decision(Mode.COLD, "", 0);

  /** Nothing was measured. */
  public static final Measured NOTHING = new Measured(0, 0, 0, 0, 0, 0, 0, NONE);

  static Measured copied(long bytes, Decision decision, long pages) {
    return new Measured(bytes, 0, 0, 0, 0, pages, 0, decision);
  }

  static Measured frozen(
      long bytes, long cutMillis, long dumpMillis, long sendMillis, long pages, long pagesLeft) {
    return new Measured(bytes, cutMillis, dumpMillis, sendMillis, 0, pages, pagesLeft, NONE);
  }

  static Measured restored(long restoreMillis, long pagesLeft) {
    return new Measured(0, 0, 0, 0, restoreMillis, 0, pagesLeft, NONE);
  }
}
