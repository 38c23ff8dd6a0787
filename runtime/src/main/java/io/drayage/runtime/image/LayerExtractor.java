package io.drayage.runtime.image;

import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
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
   * Unpacks a layer unless it is there already.
   *
   * @param tar the uncompressed tar; read to its end, not closed; not read when the target exists
   * @param digest what the tar must be: {@code sha256:} and 64 hexadecimal digits
   * @param target the directory to make, on the disk where overlays are mounted; its parent exists
   * @throws IOException when the tar is damaged or not this layer, or the disk is full; nothing of
   *     the layer is left then
   */
  public static void extract(InputStream tar, String digest, Path target) throws IOException {
    if (Files.isDirectory(target)) {
      return;
    }
    Path unfinished = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      // Until tar sets what the layer says of its root; a layer may say nothing.
      Files.createDirectory(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
      unpackVerified(tar, digest, unfinished);
      Whiteouts.convert(unfinished);
      // The name promises the content, after a power cut too.
      Subprocess.of("sync", "--file-system", unfinished.toString()).runOrThrow();
      publish(unfinished, target);
    } catch (SubprocessException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      DirectoryTree.delete(unfinished);
    }
  }

  private static void unpackVerified(InputStream tar, String expected, Path directory)
      throws IOException {
    MessageDigest digest = sha256();
    TarExtraction.run(new DigestInputStream(tar, digest), directory, ATTRIBUTES);
    if (!expected.equals("sha256:" + HexFormat.of().formatHex(digest.digest()))) {
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
