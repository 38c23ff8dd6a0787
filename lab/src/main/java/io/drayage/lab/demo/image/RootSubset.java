package io.drayage.lab.demo.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The part of a root file system that an image needs: a growing, sorted set of paths. One thread.
 */
final class RootSubset {

  /** What a running service never reads. */
  private static final List<String> LEFT_OUT =
      List.of(
          "usr/share/doc",
          "usr/share/man",
          "usr/share/info",
          "usr/share/locale",
          "usr/share/lintian",
          "usr/share/bash-completion",
          "usr/share/bug",
          "usr/lib/x86_64-linux-gnu/gconv",
          "var/lib/dpkg",
          "var/cache",
          "boot");

  /** What maintainer scripts and the dynamic linker made, and no package's list names. */
  private static final List<String> GENERATED =
      List.of("etc/passwd", "etc/group", "etc/ld.so.cache", "etc/nsswitch.conf");

  private static final List<String> MOUNT_POINTS =
      List.of("dev", "proc", "sys", "run", "tmp", "srv");

  private final Path root;
  private final SortedSet<Path> paths = new TreeSet<>();

  RootSubset(Path root) throws IOException {
    this.root = root.toRealPath();
  }

  /** Adds the listed absolute paths that exist, each below the directory where it really lies. */
  void addAll(Collection<String> listed) throws IOException {
    for (String path : listed) {
      add(path.substring(1));
    }
  }

  void addGenerated() throws IOException {
    for (String path : GENERATED) {
      add(path);
    }
    for (String path : MOUNT_POINTS) {
      add(path);
    }
  }

  /** Relative to the root, a directory before what it holds. */
  SortedSet<Path> paths() {
    return paths;
  }

  private void add(String path) throws IOException {
    if (path.isEmpty() || path.equals(".") || leftOut(path)) {
      return;
    }
    Path file = root.resolve(path);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    // Lists may still say /lib/…, where /lib is a link to usr/lib.
    Path real = file.resolveSibling(file.getFileName());
    Path parent = real.getParent();
    if (parent != null) {
      real = parent.toRealPath().resolve(file.getFileName());
    }
    if (!real.startsWith(root)) {
      throw new ImageBuildException(
          "/" + path + " leads out of the lab's root file system: remove the root from the cache");
    }
    addWithParents(root.relativize(real));
  }

  private void addWithParents(Path relative) {
    for (Path path = relative; path != null && paths.add(path); path = path.getParent()) {
      // a directory that is there already has its parents
    }
  }

  private static boolean leftOut(String path) {
    return LEFT_OUT.stream().anyMatch(left -> path.equals(left) || path.startsWith(left + "/"));
  }
}
