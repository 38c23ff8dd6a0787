package io.drayage.runtime.image;

import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Unpacks an image layer's tar into a directory, its whiteouts (OCI image specification, "Image
 * Layer Filesystem Changeset") turned into overlayfs's: a device 0/0 hides a name, an attribute
 * hides a whole lower directory.
 */
public final class LayerExtractor {
  private static final String WHITEOUT = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private LayerExtractor() {}

  /**
   * Unpacks a layer; the directory appears whole or not at all.
   *
   * @param tar uncompressed, read to its end, not closed
   * @param target a directory that does not exist, in one that does
   */
  public static void extract(InputStream tar, Path target) throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    remove(partial);
    Files.createDirectory(partial);
    try {
      Subprocess.of(
              "tar",
              "--extract",
              "--file=-",
              "--directory=" + partial,
              "--numeric-owner",
              "--same-owner",
              "--preserve-permissions",
              "--xattrs",
              "--xattrs-include=*",
              "--delay-directory-restore")
          .stdin(tar)
          .runOrThrow();
      convertWhiteouts(partial);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      remove(partial);
      throw e;
    }
  }

  private static void convertWhiteouts(Path layer) throws IOException {
    List<Path> marks = new ArrayList<>();
    Files.walkFileTree(
        layer,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (String.valueOf(file.getFileName()).startsWith(WHITEOUT)) {
              marks.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    for (Path mark : marks) {
      String name = String.valueOf(mark.getFileName());
      Files.delete(mark);
      if (name.equals(OPAQUE)) {
        Subprocess.of(
                "setfattr",
                "-n",
                "trusted.overlay.opaque",
                "-v",
                "y",
                mark.resolveSibling("").toString())
            .runOrThrow();
      } else {
        Path hidden = mark.resolveSibling(name.substring(WHITEOUT.length()));
        Subprocess.of("mknod", hidden.toString(), "c", "0", "0").runOrThrow();
      }
    }
  }

  private static void remove(Path directory) {
    Subprocess.of("rm", "-rf", directory.toString()).runOrThrow();
  }
}
