package io.drayage.cli.output;

import java.util.Locale;

/** Bytes and milliseconds in words for people. */
public final class Amounts {
  private static final double KIB = 1024;

  private Amounts() {}

  /** Bytes in the largest unit of which there is one: {@code 512 B}, {@code 1.5 MiB}. */
  public static String bytes(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    double amount = bytes;
    int unit = -1;
    while (amount >= KIB && unit < 3) {
      amount /= KIB;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %ciB", amount, "KMGT".charAt(unit));
  }

  /** Milliseconds, from a second on in seconds: {@code 250 ms}, {@code 1.25 s}. */
  public static String millis(long millis) {
    return millis < 1000 ? millis + " ms" : String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
  }
}
