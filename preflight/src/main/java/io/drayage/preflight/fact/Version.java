package io.drayage.preflight.fact;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program's or kernel's version.
 *
 * @param major first number
 * @param minor second number
 */
public record Version(int major, int minor) implements Comparable<Version> {
  private static final Pattern START = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?.*");
  private static final Version UNKNOWN = new Version(0, 0);

  /** Reads the first two numbers; 0.0 when the text does not begin with a number. */
  public static Version parse(String text) {
    Matcher matcher = START.matcher(text);
    if (!matcher.matches()) {
      return UNKNOWN;
    }
    String minor = matcher.group(2);
    return new Version(
        Integer.parseInt(matcher.group(1)), minor == null ? 0 : Integer.parseInt(minor));
  }

  @Override
  public int compareTo(Version other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
