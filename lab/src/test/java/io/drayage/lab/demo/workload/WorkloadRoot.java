package io.drayage.lab.demo.workload;

import io.drayage.lab.demo.image.ImageCache;
import io.drayage.lab.demo.image.ImageRecipe;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The demonstration's real images, built from the lab's root and unpacked for tests to run in. */
public final class WorkloadRoot {

  private WorkloadRoot() {}

  /**
   * The lab's cached root file system; without one, or not as root, the test is not run and says
   * why.
   */
  public static Path cachedRoot() {
    Path cache = Path.of(System.getenv().getOrDefault("DRAYAGE_CACHE", "/var/cache/drayage"));
    Optional<Path> root = newestRoot(cache);
    Assumptions.assumeTrue(
        root.isPresent(), () -> say("there is no lab root in " + cache + ": dray lab up makes it"));
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), () -> say("only root may use chroot"));
    return root.orElseThrow();
  }

  /** The image's root file system as a directory; shared by all tests, so to be left as it is. */
  public static Path unpacked(ImageRecipe recipe) {
    Path root = cachedRoot();
    Path target = Path.of("target").toAbsolutePath();
    try {
      Path tar = new ImageCache(target.resolve("images")).tar(recipe, root, (_, _) -> {});
      Path directory = target.resolve("workloads").resolve(tar.getFileName());
      if (!Files.exists(directory)) {
        Path part = Files.createTempDirectory(target, "workload-");
        Subprocess.of("tar", "-xpf", tar.toString(), "-C", part.toString()).runOrThrow();
        Files.createDirectories(target.resolve("workloads"));
        Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> newestRoot(Path cache) {
    if (!Files.isDirectory(cache)) {
      return Optional.empty();
    }
    try (Stream<Path> entries = Files.list(cache)) {
      return entries
          .filter(entry -> Files.isDirectory(entry.resolve("var/lib/dpkg")))
          .max(Comparator.comparingLong(entry -> entry.toFile().lastModified()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String say(String reason) {
    System.err.println("not run: " + reason);
    return reason;
  }
}
