package io.drayage.application.compose;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes and durations as the Compose Specification writes them. */
final class Amounts {
  private static final Pattern BYTES = Pattern.compile("([0-9]{1,15})(\\.[0-9]{1,6})?([a-z]*)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "", 1L, "b", 1L, "k", 1L << 10, "kb", 1L << 10, "m", 1L << 20, "mb", 1L << 20, "g",
          1L << 30, "gb", 1L << 30);
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(us|ms|s|m|h)");

  private Amounts() {}

  /**
   * Reads {@code 512m}, {@code 1g} or {@code 1.5gb}; each unit is 1024 of the one before.
   *
   * @throws IllegalArgumentException when the text is none
   */
  static long bytes(String text) {
    Matcher matcher = BYTES.matcher(text.strip().toLowerCase(Locale.ROOT));
    Long unit = matcher.matches() ? UNITS.get(matcher.group(3)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "'%s' is no amount of memory: write it like 512m or 1g".formatted(text));
    }
    String fraction = matcher.group(2) == null ? "0" : "0" + matcher.group(2);
    try {
      return Math.addExact(
          Math.multiplyExact(Long.parseLong(matcher.group(1)), unit),
          (long) (Double.parseDouble(fraction) * unit));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'%s' is more than any machine has".formatted(text), e);
    }
  }

  /**
   * Reads {@code 1m30s}.
   *
   * @throws IllegalArgumentException when the text is none
   */
  static Duration duration(String text) {
    Matcher part = DURATION.matcher(text.strip());
    Duration sum = Duration.ZERO;
    int at = 0;
    while (part.find() && part.start() == at) {
      long count = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "us" -> Duration.ofNanos(count * 1000);
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                default -> Duration.ofHours(count);
              });
      at = part.end();
    }
    if (at == 0 || at != text.strip().length()) {
      throw new IllegalArgumentException(
          "'%s' is no duration: write it like 30s or 1m30s".formatted(text));
    }
    return sum;
  }
}
