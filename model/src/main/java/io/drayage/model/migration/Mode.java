package io.drayage.model.migration;

import java.util.Locale;

/** How memory crosses to the destination. */
public enum Mode {
  /** Stop-and-copy: everything crosses while the container is frozen. */
  COLD;

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
        "mode '%s' is not known: this version moves containers by 'cold' only".formatted(word));
  }
}
