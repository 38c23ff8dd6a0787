package io.drayage.cli.e2e;

import io.drayage.cli.e2e.busy.BusyThreads;
import io.drayage.lab.demo.image.ImageRecipe;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The images of the services that are moved, made from the lab's root and this machine's JDK. */
final class ServiceImages {
  private static final String SITE =
      """
      worker_processes 4;
      error_log stderr notice;
      events { }
      http {
        access_log off;
        server {
          listen 8080;
          location / { return 200 "$pid $connection $connection_requests\\n"; }
        }
      }
      """;
  private static final String CLUSTER =
      """
      as() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
      bin=/usr/lib/postgresql/17/bin
      install -d -o postgres -g postgres -m 700 /srv/data
      as $bin/initdb -D /srv/data -A trust -E UTF8 --locale=C --no-sync
      echo host all all 0.0.0.0/0 trust >>/srv/data/pg_hba.conf
      exec setpriv --reuid postgres --regid postgres --clear-groups \\
        $bin/postgres -D /srv/data -h 0.0.0.0 -k /tmp -c shared_buffers=16MB -c fsync=off
      """;

  private ServiceImages() {}

  /** Web server whose master forks four workers; it answers with the worker and the connection. */
  static ImageRecipe nginx() {
    return new ImageRecipe("nginx", List.of("nginx"), Map.of("/srv/nginx.conf", SITE));
  }

  /** Database that makes its cluster when it starts. */
  static ImageRecipe postgres() {
    return new ImageRecipe(
        "postgres", List.of("postgresql-17", "util-linux"), Map.of("/srv/start", CLUSTER));
  }

  /** Base of the JVM's image. */
  static ImageRecipe base() {
    return new ImageRecipe("base", List.of("zlib1g"), Map.of());
  }

  /**
   * The root of an image with a JVM and {@link BusyThreads} in {@code /srv}.
   *
   * @param base a tar of {@link #base}
   * @param cache where it is kept; a run that finds it there takes it
   */
  static Path jvm(Path base, Path cache) {
    Path root = cache.resolve("jvm-%s-%s".formatted(Runtime.version(), base.getFileName()));
    try {
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
      copyProgram(root.resolve("srv/classes"));
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyProgram(Path to) throws IOException {
    String directory = BusyThreads.class.getPackageName().replace('.', '/');
    String location =
        Optional.ofNullable(BusyThreads.class.getResource("BusyThreads.class"))
            .orElseThrow()
            .getPath();
    Files.createDirectories(to.resolve(directory));
    try (Stream<Path> classes = Files.list(Path.of(location).resolveSibling("."))) {
      for (Path file : classes.filter(name -> name.toString().endsWith(".class")).toList()) {
        Files.copy(
            file,
            to.resolve(directory).resolve(file.getFileName()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
