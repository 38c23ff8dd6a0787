package io.drayage.application.compose;

import java.util.ArrayList;
import java.util.List;

/** Splits a text into words as a POSIX shell does, without any expansion. */
final class ShellWords {
  private ShellWords() {}

  /**
   * The words.
   *
   * @throws IllegalArgumentException when a quotation has no end
   */
  static List<String> split(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean started = false;
    char quote = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean escapes = c == '\\' && quote != '\'' && at + 1 < text.length();
      if (escapes) {
        at++;
        word.append(text.charAt(at));
        started = true;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote != 0) {
        word.append(c);
      } else if (c == '\'' || c == '"') {
        quote = c;
        started = true;
      } else if (Character.isWhitespace(c)) {
        if (started) {
          words.add(word.toString());
        }
        word.setLength(0);
        started = false;
      } else {
        word.append(c);
        started = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("the quotation %c has no end: close it".formatted(quote));
    }
    if (started) {
      words.add(word.toString());
    }
    return List.copyOf(words);
  }
}
