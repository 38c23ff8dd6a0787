package io.drayage.lab.spec;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The quantities of lab.yaml: memory as {@code 4GiB}, bandwidth as {@code 1Gbit}. */
final class Quantities {
  private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]+)");
  private static final Map<String, Long> MEMORY =
      Map.of("KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
  private static final Map<String, Long> BANDWIDTH =
      Map.of("kbit", 1_000L, "Mbit", 1_000_000L, "Gbit", 1_000_000_000L);

  static final long LEAST_MEMORY = 256L << 20;
  static final long LEAST_BANDWIDTH = 1_000_000L;
  static final long MOST_BANDWIDTH = 100_000_000_000L;

  private Quantities() {}

  static long memory(String where, String text) {
    long bytes = parse(where, "memory", text, MEMORY, "4GiB or 512MiB");
    if (bytes < LEAST_MEMORY) {
      throw new SpecException(where, "memory " + text + " is too little: at least 256MiB");
    }
    return bytes;
  }

  static long bandwidth(String where, String text) {
    long bits = parse(where, "bandwidth", text, BANDWIDTH, "1Gbit or 100Mbit");
    if (bits < LEAST_BANDWIDTH || bits > MOST_BANDWIDTH) {
      throw new SpecException(where, "bandwidth " + text + " is not between 1Mbit and 100Gbit");
    }
    return bits;
  }

  private static long parse(
      String where, String what, String text, Map<String, Long> units, String examples) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new SpecException(where, "bad " + what + " '" + text + "': write " + examples);
    }
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), (long) unit);
  }
}
