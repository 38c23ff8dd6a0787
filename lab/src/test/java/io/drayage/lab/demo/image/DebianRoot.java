package io.drayage.lab.demo.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A small root file system with a dpkg database, for tests. */
final class DebianRoot {

  private final Path root;

  DebianRoot(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("var/lib/dpkg/info"));
    for (String name :
        new String[] {"base-files", "base-passwd", "libc6", "libc-bin", "dash", "coreutils"}) {
      install(name, "", "/etc/" + name);
    }
  }

  Path path() {
    return root;
  }

  /** Installs a package with files that hold their own path; an existing file stays as it is. */
  void install(String name, String relations, String... files) throws IOException {
    Files.writeString(
        root.resolve("var/lib/dpkg/status"),
        "Package: %s\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n%s\n"
            .formatted(name, relations),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    Files.writeString(
        root.resolve("var/lib/dpkg/info/" + name + ".list"),
        Arrays.stream(files).collect(Collectors.joining("\n", "/.\n", "\n")));
    for (String file : files) {
      Path path = root.resolve(file.substring(1));
      if (!Files.exists(path)) {
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, file);
      }
    }
  }
}
