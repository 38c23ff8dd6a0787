package io.drayage.model.migration;

import java.util.Objects;

/**
 * What a move cost, as measured by those who did it. Fields not yet measured are 0. In a {@link
 * Mode#STATELESS} move nothing is frozen, dumped or sent, and these fields stay 0.
 *
 * @param frozenMillis milliseconds from the freeze on the source to the resume on the destination
 * @param totalMillis milliseconds from the request to {@link MigrationState#MIGRATED}
 * @param bytesSent bytes of files and images the source wrote to the destination
 * @param cutMillis milliseconds the source took to cut the network and freeze
 * @param dumpMillis milliseconds CRIU took to dump
 * @param sendMillis milliseconds the last files and images took to cross
 * @param restoreMillis milliseconds until the destination held the restored tasks; stateless, until
 *     the new copy answered its health check
 * @param commitMillis milliseconds the commit took in the journal
 * @param resumeMillis milliseconds from the commit until the destination's tasks ran; stateless,
 *     until the route led to the new copy
 * @param memory how memory crossed
 */
public record Figures(
    long frozenMillis,
    long totalMillis,
    long bytesSent,
    long cutMillis,
    long dumpMillis,
    long sendMillis,
    long restoreMillis,
    long commitMillis,
    long resumeMillis,
    MemoryFigures memory) {
  /** Nothing measured yet. */
  public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, MemoryFigures.NONE);

  public Figures {
    // Older journals have figures without it.
    memory = Objects.requireNonNullElse(memory, MemoryFigures.NONE);
  }

  /** The same with another total, in milliseconds. */
  public Figures withTotal(long millis) {
    return with(millis, bytesSent, memory);
  }

  /** The same with more bytes sent. */
  public Figures withBytes(long bytes) {
    return with(totalMillis, bytes, memory);
  }

  /** The same with another account of the memory. */
  public Figures with(MemoryFigures other) {
    return with(totalMillis, bytesSent, other);
  }

  private Figures with(long total, long bytes, MemoryFigures crossed) {
    return new Figures(
        frozenMillis,
        total,
        bytes,
        cutMillis,
        dumpMillis,
        sendMillis,
        restoreMillis,
        commitMillis,
        resumeMillis,
        crossed);
  }
}
