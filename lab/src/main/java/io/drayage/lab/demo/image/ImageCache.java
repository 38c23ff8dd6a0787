package io.drayage.lab.demo.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * The images built on this machine: one tar each, named by its recipe and a hash of what went into
 * it, so that a changed package or file makes a new image and an unchanged one is never built
 * twice. Several processes may build at once.
 */
public final class ImageCache {

  /** Raise it when the same packages and files would make a different tar. */
  private static final int FORMAT = 1;

  private static final List<String> BASE =
      List.of("base-files", "base-passwd", "libc6", "libc-bin", "dash", "coreutils");

  private final Path directory;

  /** Keeps the images in {@code directory}, which it makes when it is needed. */
  public ImageCache(Path directory) {
    this.directory = directory;
  }

  /**
   * The image's root file system as a tar, built from {@code root} unless it is there already.
   *
   * @param root a Debian root file system that has the recipe's packages installed; it is only read
   * @throws ImageBuildException when the root lacks a package
   */
  public Path tar(ImageRecipe recipe, Path root, ImageProgress progress) throws IOException {
    InstalledPackages installed = InstalledPackages.in(root);
    List<String> wanted = new ArrayList<>(BASE);
    wanted.addAll(recipe.packages());
    SortedMap<String, String> closure = installed.closure(wanted);
    Path tar = directory.resolve(recipe.name() + "-" + hash(recipe, closure, root) + ".tar");
    if (Files.exists(tar)) {
      return tar;
    }
    var subset = new RootSubset(root);
    for (String name : closure.keySet()) {
      subset.addAll(installed.files(name));
    }
    subset.addGenerated();
    subset.addAll(recipe.fromRoot());
    Files.createDirectories(directory);
    Path part = Files.createTempFile(directory, "." + recipe.name() + "-", ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part);
          var writer = new RootTar(root, out)) {
        writer.write(subset.paths(), recipe, progress);
      }
      Files.move(part, tar, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    return tar;
  }

  private static String hash(ImageRecipe recipe, SortedMap<String, String> closure, Path root)
      throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      update(digest, FORMAT + " " + recipe.name());
      for (Map.Entry<String, String> entry : closure.entrySet()) {
        update(digest, entry.getKey() + "=" + entry.getValue());
      }
      for (String path : new TreeSet<>(recipe.files().keySet())) {
        update(digest, path);
        digest.update(recipe.contents(path));
      }
      for (String path : recipe.fromRoot()) {
        update(digest, path);
        digest.update(read(root, path));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] read(Path root, String path) throws IOException {
    try {
      return Files.readAllBytes(root.resolve(path.substring(1)));
    } catch (NoSuchFileException e) {
      throw new ImageBuildException("the lab's root lacks " + path + ": build the root anew");
    }
  }

  private static void update(MessageDigest digest, String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
