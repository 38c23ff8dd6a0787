package io.drayage.lab.demo.image;

import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * An image with a JVM in {@code /srv/jre}, made by jlink(1) from the JDK that runs now, and a
 * program in {@code /srv/classes} that needs {@code java.base} alone.
 */
public final class JvmImage {
  /** What it is made upon. */
  public static final ImageRecipe BASE = new ImageRecipe("base", List.of("zlib1g"), Map.of());

  private JvmImage() {}

  /**
   * The image's root as a directory.
   *
   * @param base a tar of {@link #BASE}
   * @param cache where it is kept; a run that finds it there takes it and renews the program
   * @param program the program's class
   * @throws IOException when it cannot be made
   */
  public static Path root(Path base, Path cache, Class<?> program) throws IOException {
    Path root =
        cache.resolve(
            "jvm-%s-%s-%s"
                .formatted(program.getSimpleName(), Runtime.version(), base.getFileName()));
    if (!Files.exists(root)) {
      Path part = Files.createTempDirectory(cache, ".jvm-");
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
      Subprocess.of("tar", "-xf", base.toString(), "-C", part.toString()).runOrThrow();
      Subprocess.of(
              Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
              "--add-modules=java.base",
              "--strip-java-debug-attributes",
              "--output",
              part.resolve("srv/jre").toString())
          .runOrThrow();
      Files.move(part, root, StandardCopyOption.ATOMIC_MOVE);
    }
    copy(program, root.resolve("srv/classes"));
    return root;
  }

  private static void copy(Class<?> program, Path to) throws IOException {
    String file = program.getName().replace('.', '/') + ".class";
    Path target = to.resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = program.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IOException("the class file of " + program.getName() + " is not there");
      }
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
