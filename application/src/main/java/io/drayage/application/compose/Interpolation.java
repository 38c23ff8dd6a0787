package io.drayage.application.compose;

import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Surroundings;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts variables into texts as the Compose Specification says (chapter Interpolation): {@code $X},
 * {@code ${X}}, {@code ${X:-otherwise}}, {@code ${X-otherwise}}, {@code ${X:?error}}, {@code
 * ${X?error}}, {@code ${X:+instead}}, {@code ${X+instead}}, nested ones, and {@code $$} for a
 * dollar sign.
 */
final class Interpolation {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int DEEPEST = 8;
  private static final int LONGEST = 256 * 1024;

  private final Surroundings surroundings;

  Interpolation(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * The text with its variables' values.
   *
   * @throws DocumentException when a variable is demanded and not set, or the form is wrong
   */
  String apply(String text) {
    return text.indexOf('$') < 0 ? text : apply(text, 0);
  }

  private String apply(String text, int depth) {
    if (depth > DEEPEST) {
      throw new DocumentException(
          "variables are nested too deeply in '%s': write it flatter".formatted(shown(text)));
    }
    var out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '$') {
        out.append(c);
        at++;
      } else if (text.startsWith("$$", at)) {
        out.append('$');
        at += 2;
      } else if (text.startsWith("${", at)) {
        int end = closing(text, at + 2);
        out.append(braced(text.substring(at + 2, end), depth));
        at = end + 1;
      } else {
        Matcher name = NAME.matcher(text).region(at + 1, text.length());
        if (!name.lookingAt()) {
          throw invalid(text);
        }
        out.append(surroundings.variable(name.group()).orElse(""));
        at = name.end();
      }
      if (out.length() > LONGEST) {
        throw new DocumentException(
            "variables make '%s' longer than %d characters".formatted(shown(text), LONGEST));
      }
    }
    return out.toString();
  }

  private String braced(String inner, int depth) {
    Matcher name = NAME.matcher(inner);
    if (!name.lookingAt()) {
      throw invalid("${" + inner + "}");
    }
    String rest = inner.substring(name.end());
    Optional<String> value = surroundings.variable(name.group());
    if (rest.isEmpty()) {
      return value.orElse("");
    }
    boolean colon = rest.startsWith(":");
    String operation = colon ? rest.substring(1) : rest;
    if (operation.isEmpty()) {
      throw invalid("${" + inner + "}");
    }
    // With a colon an empty value counts as none.
    Optional<String> set = colon ? value.filter(text -> !text.isEmpty()) : value;
    String other = operation.substring(1);
    return switch (operation.charAt(0)) {
      case '-' -> set.orElseGet(() -> apply(other, depth + 1));
      case '+' -> set.isPresent() ? apply(other, depth + 1) : "";
      case '?' ->
          set.orElseThrow(() ->
              new DocumentException(
                  "variable %s is not set%s: set it, or write it into .env beside the file"
                      .formatted(
                          name.group(),
                          other.isBlank() ? "" : " (" + apply(other, depth + 1) + ")")));
      default -> throw invalid("${" + inner + "}");
    };
  }

  private static int closing(String text, int from) {
    int open = 1;
    for (int at = from; at < text.length(); at++) {
      if (text.startsWith("${", at)) {
        open++;
      } else if (text.charAt(at) == '}') {
        open--;
        if (open == 0) {
          return at;
        }
      }
    }
    throw invalid(text);
  }

  private static DocumentException invalid(String text) {
    return new DocumentException(
        "'%s' is no variable: write ${NAME}, or $$ for a dollar sign".formatted(shown(text)));
  }

  private static String shown(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }
}
