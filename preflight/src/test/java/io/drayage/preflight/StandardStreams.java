package io.drayage.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of a process's first three descriptors. */
final class StandardStreams {
  private StandardStreams() {}

  static Set<String> of(int pid) {
    return Stream.of("0", "1", "2")
        .map(number -> Path.of("/proc", Integer.toString(pid), "fd", number))
        .map(StandardStreams::target)
        .collect(Collectors.toSet());
  }

  private static String target(Path number) {
    try {
      return Files.readSymbolicLink(number).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
