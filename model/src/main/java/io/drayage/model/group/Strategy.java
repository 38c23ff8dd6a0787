package io.drayage.model.group;

import java.util.Locale;

/** What a failed member means to the others. */
public enum Strategy {
  /** All or none: a failure takes back those that have moved, the last one first. */
  ATOMIC,
  /** Wave by wave, each one healthy before the next; what has moved stays there. */
  WAVES;

  /** As users type it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Parses a word that {@link #word()} returns.
   *
   * @throws IllegalArgumentException with the known words otherwise
   */
  public static Strategy parse(String word) {
    for (Strategy strategy : values()) {
      if (strategy.word().equals(word)) {
        return strategy;
      }
    }
    throw new IllegalArgumentException(
        "strategy '%s' is not known: use atomic or waves".formatted(word));
  }
}
