package io.drayage.api.image;

import java.io.IOException;

/** Which names an archive's entries may have. */
final class EntryNames {
  private static final int MAX_LENGTH = 4096;

  private EntryNames() {}

  /**
   * Requires a name that stays below the directory it is unpacked in, and returns it without
   * leading {@code ./} and trailing {@code /}; empty for the directory itself.
   */
  static String require(String name, int depth) throws IOException {
    // umoci and kaniko name the root itself "/"; nothing else may begin so.
    if (name.startsWith("/") && !name.equals("/")) {
      throw new IOException("the entry '" + shorten(name) + "' has an absolute name");
    }
    if (name.length() > MAX_LENGTH) {
      throw new LimitExceededException("the entry '" + shorten(name) + "' has too long a name");
    }
    StringBuilder clean = new StringBuilder();
    int levels = 0;
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        throw new IOException("the entry '" + shorten(name) + "' leads out of the image");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        clean.append(levels == 0 ? "" : "/").append(part);
        levels++;
      }
    }
    if (levels > depth) {
      throw new LimitExceededException(
          "the entry '" + shorten(name) + "' lies over " + depth + " levels deep");
    }
    return clean.toString();
  }

  private static String shorten(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }
}
