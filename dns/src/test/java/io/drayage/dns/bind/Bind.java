package io.drayage.dns.bind;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where {@code ./dray test} has unpacked BIND's programs. */
final class Bind {
  private static final String NAMED = "usr/sbin/named";

  private Bind() {}

  /** The directory that its packages were unpacked in. */
  static Path root() {
    String cache = System.getenv().getOrDefault("DRAYAGE_CACHE", "/var/cache/drayage");
    Path root = Path.of(cache, "bind");
    if (!Files.isExecutable(root.resolve(NAMED))) {
      throw new IllegalStateException(
          "no named: run ./dray test, which unpacks Debian's bind9 in " + cache);
    }
    return root;
  }

  static String libraries(Path root) {
    try (Stream<Path> directories = Files.list(root.resolve("usr/lib"))) {
      return directories.map(Path::toString).collect(Collectors.joining(":"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
