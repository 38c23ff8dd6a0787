package io.drayage.model.migration;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a container gets to the destination. In every mode but {@link #STATELESS} it moves with its
 * memory, and at most one copy of it runs at any time.
 */
public enum Mode {
  /** Stop-and-copy: all memory crosses while the container is frozen. */
  COLD,
  /** Memory crosses in rounds while the container runs; what is dirty then, while it is frozen. */
  PRE_COPY,
  /** The container runs on the destination at once; memory follows, what it touches first. */
  POST_COPY,
  /** Rounds as in {@link #PRE_COPY}; what is dirty then follows as in {@link #POST_COPY}. */
  HYBRID,
  /** One of the others, chosen by what is measured on the way. */
  AUTO,
  /**
   * Neither memory nor files cross: a new copy starts on the destination from the image and answers
   * its health check before the old one stops. Two copies run for a moment, by design; the route
   * for their one address leads to exactly one of them at any time, and the new one has no network
   * before it is the owner.
   */
  STATELESS;

  /** Whether some memory may still be on the source alone when the destination's tasks run. */
  public boolean leavesMemoryBehind() {
    return this == POST_COPY || this == HYBRID;
  }

  /** Whether memory is copied while the container runs. */
  public boolean copiesInRounds() {
    return this == PRE_COPY || this == HYBRID || this == AUTO;
  }

  /** The word the user types and reads. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Parses a word that {@link #word()} returns.
   *
   * @throws IllegalArgumentException with the known words otherwise
   */
  public static Mode parse(String word) {
    for (Mode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "mode '%s' is not known: use %s"
            .formatted(
                word, Arrays.stream(values()).map(Mode::word).collect(Collectors.joining(", "))));
  }
}
