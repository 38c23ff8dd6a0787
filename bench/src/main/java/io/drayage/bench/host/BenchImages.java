package io.drayage.bench.host;

import io.drayage.bench.workload.HeapWorkload;
import io.drayage.bench.workload.Workload;
import io.drayage.lab.demo.image.ImageBuildException;
import io.drayage.lab.demo.image.ImageCache;
import io.drayage.lab.demo.image.JvmImage;
import io.drayage.lab.demo.image.WorkloadImages;
import io.drayage.lab.machine.LabException;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.nio.file.Path;

/** The workloads' images, as tars, built from the lab's root where they are missing. */
final class BenchImages {
  private final Path cache;
  private final Path root;

  BenchImages(Path cache, Path root) {
    this.cache = cache;
    this.root = root;
  }

  /**
   * A tar of a workload's root.
   *
   * @throws LabException when it cannot be built
   */
  Path tar(Workload workload) {
    var images = new ImageCache(cache);
    try {
      return switch (workload) {
        case MEMORY -> images.tar(WorkloadImages.memory(), root, (_, _) -> {});
        case REDIS -> images.tar(WorkloadImages.redis(), root, (_, _) -> {});
        case JVM -> {
          Path base = images.tar(JvmImage.BASE, root, (_, _) -> {});
          Path files = JvmImage.root(base, cache, HeapWorkload.class);
          Path tar = cache.resolve(files.getFileName() + ".tar");
          Subprocess.of("tar", "-C", files.toString(), "-cf", tar.toString(), ".").runOrThrow();
          yield tar;
        }
      };
    } catch (IOException | ImageBuildException e) {
      throw new LabException(
          "cannot build the image of %s: %s".formatted(workload.word(), e.getMessage()), e);
    }
  }
}
