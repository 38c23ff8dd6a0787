package io.drayage.runtime.runc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What runc prints, made readable: the last message, without time stamps and nested quotes. */
final class RuncMessage {
  private static final Pattern LOGGED = Pattern.compile("msg=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private RuncMessage() {}

  static String tidy(String stderr) {
    String last = "it printed nothing";
    Matcher matcher = LOGGED.matcher(stderr);
    boolean logged = false;
    while (matcher.find()) {
      last = matcher.group(1);
      logged = true;
    }
    if (!logged) {
      last = stderr.lines().filter(line -> !line.isBlank()).reduce(last, (before, line) -> line);
    }
    return last.replace("\\\"", "'").replace("\\n", " ").strip();
  }
}
