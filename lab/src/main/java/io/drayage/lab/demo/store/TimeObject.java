package io.drayage.lab.demo.store;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The text that the time service keeps in the object store: one line a second, {@code <counter>
 * <ISO time>}.
 *
 * @param lines the lines in their order
 */
public record TimeObject(List<Line> lines) {

  /** One line: what the counter was, and when. */
  public record Line(long counter, Instant time) {}

  /** Copies what it is given. */
  public TimeObject {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException when a line is not of that form
   */
  public static TimeObject parse(String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      int space = line.indexOf(' ');
      try {
        lines.add(
            new Line(
                Long.parseLong(line.substring(0, Math.max(0, space))),
                Instant.parse(line.substring(space + 1))));
      } catch (NumberFormatException | DateTimeException e) {
        throw new IllegalArgumentException("not a line of the time service: " + line, e);
      }
    }
    return new TimeObject(lines);
  }

  /** The last line's counter; 0 when there is none. */
  public long lastCounter() {
    return lines.isEmpty() ? 0 : lines.getLast().counter();
  }

  /** How many counters from 1 to {@code last} have no line. */
  public long missing(long last) {
    long found =
        lines.stream().mapToLong(Line::counter).filter(c -> c >= 1 && c <= last).distinct().count();
    return last - found;
  }

  /** Whether every line's counter is one above the counter before it, from 1. */
  public boolean contiguous() {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).counter() != i + 1) {
        return false;
      }
    }
    return true;
  }

  /** The longest time between two successive lines; zero before two lines. */
  public Duration longestInterval() {
    Duration longest = Duration.ZERO;
    for (int i = 1; i < lines.size(); i++) {
      Duration interval = Duration.between(lines.get(i - 1).time(), lines.get(i).time());
      longest = longest.compareTo(interval) < 0 ? interval : longest;
    }
    return longest;
  }
}
