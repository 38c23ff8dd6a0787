package io.drayage.api.image;

import java.util.HashSet;
import java.util.Set;

/** What lies at the top of a file tree, enough to tell what kind of image it is. */
final class TarContents {
  private static final int KEPT = 4096;
  private static final Set<String> ROOT_DIRECTORIES = Set.of("bin", "sbin", "usr", "lib", "etc");
  private static final int ANY_EXECUTE = 0111;

  private final Set<String> top = new HashSet<>();
  private boolean executableAtTop;

  void add(String name, boolean regularFile, int mode) {
    int slash = name.indexOf('/');
    if (!name.isEmpty() && top.size() < KEPT) {
      top.add(slash < 0 ? name : name.substring(0, slash));
    }
    executableAtTop |= slash < 0 && regularFile && (mode & ANY_EXECUTE) != 0;
  }

  boolean isOciLayout() {
    return top.contains("oci-layout") && top.contains("index.json");
  }

  boolean isDockerArchive() {
    return top.contains("manifest.json") && !hasRootDirectories();
  }

  boolean isRootFileSystem() {
    return executableAtTop || hasRootDirectories();
  }

  boolean isEmpty() {
    return top.isEmpty();
  }

  private boolean hasRootDirectories() {
    return top.stream().anyMatch(ROOT_DIRECTORIES::contains);
  }
}
