package io.drayage.agent.container;

import io.drayage.model.container.ContainerSpec;
import io.drayage.platform.foreign.Mounts;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A container's root file system: the image's layers below its writable one, by overlayfs. */
final class RootFileSystem {
  /** Bytes; the kernel takes a page of them. */
  private static final int LONGEST_OPTIONS = 4000;

  private RootFileSystem() {}

  /** Mounts it, if it is not mounted, and writes the files that name the container and its host. */
  static void mount(ContainerSpec spec, ContainerPlace place, List<Path> layers) {
    try {
      Files.createDirectories(place.writableLayer());
      Files.createDirectories(place.overlayWork());
      Files.createDirectories(place.root());
      if (!isMounted(place.root())) {
        var topFirst = new ArrayList<Path>(layers);
        Collections.reverse(topFirst);
        String lower = topFirst.stream().map(Path::toString).collect(Collectors.joining(":"));
        String options =
            "lowerdir=%s,upperdir=%s,workdir=%s"
                .formatted(lower, place.writableLayer(), place.overlayWork());
        overlay(options, place.root());
        Mounts.keepPrivate(place.root());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "root file system of %s cannot be prepared".formatted(spec.name()), e);
    }
  }

  /** By a system call where its one page holds the options: a frozen container waits for this. */
  private static void overlay(String options, Path root) throws IOException {
    if (options.length() < LONGEST_OPTIONS) {
      Mounts.mount("overlay", root, options);
    } else {
      Subprocess.of("mount", "-t", "overlay", "overlay", "-o", options, root.toString())
          .runOrThrow();
    }
  }

  /** Unmounts it. Harmless when it is not mounted. */
  static void unmount(ContainerPlace place) {
    if (isMounted(place.root())) {
      try {
        Mounts.unmount(place.root());
      } catch (IOException e) {
        throw new UncheckedIOException("root %s cannot be unmounted".formatted(place.root()), e);
      }
    }
  }

  private static boolean isMounted(Path directory) {
    try {
      return Files.readString(Path.of("/proc/self/mountinfo"))
          .lines()
          .anyMatch(line -> line.contains(" " + directory + " "));
    } catch (IOException e) {
      throw new UncheckedIOException("mounts cannot be read", e);
    }
  }
}
