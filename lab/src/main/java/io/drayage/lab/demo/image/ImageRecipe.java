package io.drayage.lab.demo.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What an image holds: Debian packages with all that they depend on, and files of its own.
 *
 * @param name the image's name
 * @param packages the Debian packages wanted; a shell and the core utilities always come with them
 * @param files further files by absolute path, as text
 * @param fromRoot absolute paths of further files that the root has and no package lists
 */
public record ImageRecipe(
    String name, List<String> packages, Map<String, String> files, List<String> fromRoot) {

  /** Copies what it is given. */
  public ImageRecipe {
    packages = List.copyOf(packages);
    files = Map.copyOf(files);
    fromRoot = List.copyOf(fromRoot);
  }

  /** A recipe of packages and text files alone. */
  public ImageRecipe(String name, List<String> packages, Map<String, String> files) {
    this(name, packages, files, List.of());
  }

  byte[] contents(String path) {
    return files.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
  }
}
