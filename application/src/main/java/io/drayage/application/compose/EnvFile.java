package io.drayage.application.compose;

import java.util.LinkedHashMap;
import java.util.Map;

/** A file of {@code KEY=VALUE} lines, with {@code #} before remarks and quotes around values. */
public final class EnvFile {
  private EnvFile() {}

  /**
   * The variables, in the file's order.
   *
   * @throws IllegalArgumentException when a line is none
   */
  public static Map<String, String> parse(String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String plain = line.startsWith("export ") ? line.substring("export ".length()) : line;
      int equals = plain.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("line %d is not KEY=VALUE".formatted(number));
      }
      variables.put(plain.substring(0, equals).strip(), value(plain.substring(equals + 1)));
    }
    return variables;
  }

  private static String value(String text) {
    String value = text.strip();
    if (value.length() >= 2
        && (value.startsWith("\"") || value.startsWith("'"))
        && value.endsWith(value.substring(0, 1))) {
      return value.substring(1, value.length() - 1);
    }
    int remark = value.indexOf(" #");
    return remark < 0 ? value : value.substring(0, remark).strip();
  }
}
