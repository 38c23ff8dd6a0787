package io.drayage.platform.unit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size of data.
 *
 * @param bytes the size in bytes, 0 or more
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\s*([A-Za-z]*)");
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("b", 1L),
          Map.entry("kib", 1L << 10),
          Map.entry("mib", 1L << 20),
          Map.entry("gib", 1L << 30),
          Map.entry("tib", 1L << 40),
          Map.entry("kb", 1_000L),
          Map.entry("mb", 1_000_000L),
          Map.entry("gb", 1_000_000_000L),
          Map.entry("tb", 1_000_000_000_000L));

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a data size is 0 or more, not " + bytes);
    }
  }

  /** So many mebibytes. */
  public static DataSize ofMebibytes(long count) {
    return new DataSize(Math.multiplyExact(count, 1L << 20));
  }

  /**
   * Reads a size such as {@code 512MiB}, {@code 2 GiB}, {@code 10MB} or a plain number of bytes.
   *
   * @throws IllegalArgumentException when the text is none; the message says how to write it
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static DataSize parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    Long unit = matcher.matches() ? UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a data size; write it like 512MiB, 2GiB or a number of bytes");
    }
    try {
      return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("'" + text + "' is more than any machine has", e);
    }
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static DataSize ofBytes(long bytes) {
    return new DataSize(bytes);
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  /** The size in the largest binary unit that divides it, as {@link #parse} reads it. */
  @JsonValue
  @Override
  public String toString() {
    if (bytes > 0) {
      for (String unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
        long size = UNITS.getOrDefault(unit.toLowerCase(Locale.ROOT), 1L);
        if (bytes % size == 0) {
          return bytes / size + unit;
        }
      }
    }
    return bytes + "B";
  }
}
