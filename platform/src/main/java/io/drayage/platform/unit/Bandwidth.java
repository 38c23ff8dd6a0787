package io.drayage.platform.unit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bandwidth.
 *
 * @param bitsPerSecond the bandwidth in bits per second, more than 0
 */
public record Bandwidth(long bitsPerSecond) implements Comparable<Bandwidth> {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,3}))?\\s*([A-Za-z]+)(?:/s)?");
  private static final Map<String, Long> UNITS =
      Map.of("bit", 1L, "kbit", 1_000L, "mbit", 1_000_000L, "gbit", 1_000_000_000L);

  public Bandwidth {
    if (bitsPerSecond <= 0) {
      throw new IllegalArgumentException("a bandwidth is more than 0, not " + bitsPerSecond);
    }
  }

  /**
   * Reads a bandwidth such as {@code 1Gbit}, {@code 2.5Gbit} or {@code 100Mbit}, with or without
   * {@code /s}.
   *
   * @throws IllegalArgumentException when the text is none; the message says how to write it
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Bandwidth parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    Long unit = matcher.matches() ? UNITS.get(matcher.group(3).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a bandwidth; write it like 1Gbit or 100Mbit");
    }
    String fraction = matcher.group(2) == null ? "" : matcher.group(2);
    long thousandths = Long.parseLong(matcher.group(1) + (fraction + "000").substring(0, 3));
    try {
      return new Bandwidth(Math.multiplyExact(thousandths, unit) / 1000);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is more than any link has", e);
    }
  }

  /** How many bytes pass in a second. */
  public long bytesPerSecond() {
    return bitsPerSecond / 8;
  }

  @Override
  public int compareTo(Bandwidth other) {
    return Long.compare(bitsPerSecond, other.bitsPerSecond);
  }

  /** The bandwidth in the largest unit that divides it, as {@link #parse} and tc(8) read it. */
  @JsonValue
  @Override
  public String toString() {
    for (String unit : new String[] {"Gbit", "Mbit", "Kbit"}) {
      long size = UNITS.getOrDefault(unit.toLowerCase(Locale.ROOT), 1L);
      if (bitsPerSecond % size == 0) {
        return bitsPerSecond / size + unit;
      }
    }
    return bitsPerSecond + "bit";
  }
}
