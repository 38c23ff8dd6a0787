package io.drayage.lab.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Java that hosts run: the machine's own, or that of their root where the machine's is borrowed
 * from there.
 */
public final class JavaRuntime {
  private static final Path MACHINE_HOME = Path.of(System.getProperty("java.home"));
  // The launcher's copy of a root's JDK, for machines without one: it starts through the root's
  // loader,
  // which a host does not have at that path.
  private static final boolean BORROWED = Files.exists(MACHINE_HOME.resolve("bin/java.real"));

  private JavaRuntime() {}

  /** Whether hosts need a root with a JDK in it. */
  public static boolean isBorrowed() {
    return BORROWED;
  }

  /** The directory that hosts must see to run it, if any. */
  static Optional<Path> shared() {
    return BORROWED ? Optional.empty() : Optional.of(MACHINE_HOME);
  }

  /** Its launcher, as a host sees it. */
  static Path launcher(Path root) {
    Path home = BORROWED ? Path.of("/").resolve(root.relativize(inRoot(root))) : MACHINE_HOME;
    return home.resolve("bin/java");
  }

  private static Path inRoot(Path root) {
    try (Stream<Path> homes = Files.list(root.resolve("usr/lib/jvm"))) {
      return homes
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .filter(home -> !Files.isSymbolicLink(home))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no JDK in " + root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
