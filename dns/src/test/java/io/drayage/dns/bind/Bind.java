package io.drayage.dns.bind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where BIND's programs are: in this machine, or where {@code ./dray test} has unpacked them. */
final class Bind {
  private static final String NAMED = "usr/sbin/named";

  private Bind() {}

  /** The directory that its packages were unpacked in. */
  static Path root() {
    String cache = System.getenv().getOrDefault("DRAYAGE_CACHE", "/var/cache/drayage");
    return Stream.of(Path.of("/"), Path.of(cache, "bind"))
        .filter(root -> Files.isExecutable(root.resolve(NAMED)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "no named: run ./dray test, which unpacks Debian's bind9 in " + cache));
  }

  static String libraries(Path root) {
    if (root.getNameCount() == 0) {
      return "";
    }
    try (Stream<Path> directories = Files.list(root.resolve("usr/lib"))) {
      return directories.map(Path::toString).collect(Collectors.joining(":"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
