package io.drayage.preflight.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of /proc: they come and go with their processes, and have no size to ask for. */
final class ProcFile {
  private ProcFile() {}

  /** The lines; none when the file is gone or refused. */
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What follows {@code key:} in a file of such lines. */
  static Optional<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key + ":"))
        .map(line -> line.substring(key.length() + 1).strip())
        .findFirst();
  }

  /** The words of a line. */
  static List<String> words(String line) {
    return List.of(line.strip().split("\\s+", -1));
  }

  /** A number at the beginning of a value, as in {@code 12 kB}; 0 when there is none. */
  static long number(Optional<String> value) {
    try {
      return value.map(text -> Long.parseLong(words(text).getFirst())).orElse(0L);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
