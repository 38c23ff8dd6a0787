package io.drayage.runtime.image;

import io.drayage.model.image.ImageLayer;
import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import io.drayage.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Unpacks an image's layer into a directory that overlayfs can stack: a complete, verified
 * directory appears at once under its name, or none does. Needs root. Safe for use by several
 * threads and processes: of two that unpack one layer, one finds the other's and keeps that.
 */
public final class LayerExtractor {
  /** File capabilities and users' own; overlayfs's own must not come from a layer. */
  private static final List<String> ATTRIBUTES = List.of("user.*", "security.capability");

  private LayerExtractor() {}

  /**
   * Unpacks the layer unless it is there already.
   *
   * @param tar the uncompressed tar; read to its end, not closed; not read when the target exists
   * @param layer what the tar must be
   * @param target the directory to make, on the disk where overlays are mounted; its parent exists
   * @throws RuntimeFailure when the tar is damaged or not this layer, or the disk is full
   */
  public static void extract(InputStream tar, ImageLayer layer, Path target) {
    if (Files.isDirectory(target)) {
      return;
    }
    try {
      Path unfinished = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
      try {
        // Until tar sets what the layer says of its root; a layer may say nothing.
        Files.createDirectory(
            unfinished,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        unpackVerified(tar, layer, unfinished);
        Whiteouts.convert(unfinished);
        // The name promises the content, after a power cut too.
        Subprocess.of("sync", "--file-system", unfinished.toString()).runOrThrow();
        publish(unfinished, target);
      } finally {
        DirectoryTree.delete(unfinished);
      }
    } catch (IOException | SubprocessException e) {
      throw new RuntimeFailure(
          "Cannot unpack the layer "
              + layer.digest()
              + ": "
              + e.getMessage()
              + "; import the image again, or free space below "
              + target.getParent(),
          e);
    }
  }

  private static void unpackVerified(InputStream tar, ImageLayer layer, Path directory)
      throws IOException {
    MessageDigest digest = sha256();
    TarExtraction.run(new DigestInputStream(tar, digest), directory, ATTRIBUTES);
    if (!HexFormat.of().formatHex(digest.digest()).equals(layer.hex())) {
      throw new IOException("it holds other content than its digest says");
    }
  }

  private static void publish(Path unfinished, Path target) throws IOException {
    try {
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
