package io.drayage.lab.demo.workload;

import io.drayage.lab.demo.image.ImageCache;
import io.drayage.lab.demo.image.ImageRecipe;
import io.drayage.lab.machine.Privileges;
import io.drayage.lab.root.CachedRoot;
import io.drayage.lab.service.JavaRuntime;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Assumptions;

/** The demonstration's real images, built from the lab's root and unpacked for tests to run in. */
public final class WorkloadRoot {

  private WorkloadRoot() {}

  /**
   * The lab's cached root, made if need be; without root's rights the test is not run, and says so.
   */
  public static Path cachedRoot() {
    boolean permitted = Privileges.isRoot();
    if (!permitted) {
      System.err.println("not run: only root may use chroot");
    }
    Assumptions.assumeTrue(permitted, "only root may use chroot");
    return CachedRoot.ensure(JavaRuntime.isBorrowed(), System.err::println);
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
}
