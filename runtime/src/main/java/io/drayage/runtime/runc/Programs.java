package io.drayage.runtime.runc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where a program is; conmon wants its runtime by absolute path. */
final class Programs {
  private static final List<String> DIRECTORIES =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private Programs() {}

  /** The program's absolute path, or its bare name when it is nowhere. */
  static String find(String name) {
    return DIRECTORIES.stream()
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse(name);
  }
}
