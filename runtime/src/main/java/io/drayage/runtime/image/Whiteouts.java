package io.drayage.runtime.image;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Turns the whiteouts of an unpacked OCI layer ({@code .wh.NAME}, {@code .wh..wh..opq}; OCI image
 * specification, layer.md) into overlayfs's: character devices 0/0, and the attribute {@code
 * trusted.overlay.opaque=y} (Linux, Documentation/filesystems/overlayfs.rst).
 *
 * <p>Java can neither make devices nor set trusted attributes: a small tar made here says both and
 * tar does them, all in one run.
 */
final class Whiteouts {
  private static final String PREFIX = ".wh.";
  private static final String META_PREFIX = ".wh..wh.";
  private static final String OPAQUE = ".wh..wh..opq";
  private static final String ATTRIBUTE = "trusted.overlay.opaque";

  private final Path root;
  private final List<Path> markers = new ArrayList<>();
  private final List<Path> removed = new ArrayList<>();
  private final Set<Path> opaque = new LinkedHashSet<>();
  private final Map<Path, BasicFileAttributes> parents = new HashMap<>();

  private Whiteouts(Path root) {
    this.root = root;
  }

  /** Converts all whiteouts below the root of an unpacked layer; needs root. */
  static void convert(Path root) throws IOException {
    Whiteouts whiteouts = new Whiteouts(root);
    whiteouts.find();
    whiteouts.apply();
  }

  private void find() throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().startsWith(PREFIX)) {
              markers.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void apply() throws IOException {
    if (markers.isEmpty()) {
      return;
    }
    for (Path marker : markers) {
      Path parent = marker.getParent();
      parents.putIfAbsent(parent, Files.readAttributes(parent, BasicFileAttributes.class));
      String name = marker.getFileName().toString();
      if (name.equals(OPAQUE)) {
        opaque.add(parent);
      } else if (!name.startsWith(META_PREFIX)) {
        remove(marker.resolveSibling(name.substring(PREFIX.length())));
      }
      Files.delete(marker);
    }
    TarExtraction.run(new ByteArrayInputStream(tar()), root, List.of(ATTRIBUTE));
    restoreTimes();
  }

  /** A whiteout is about the layers below only: what this layer itself has of that name stays. */
  private void remove(Path target) {
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      opaque.add(target);
    } else if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      removed.add(target);
    }
  }

  private byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      for (Path path : removed) {
        TarArchiveEntry device = new TarArchiveEntry(name(path), TarConstants.LF_CHR);
        device.setDevMajor(0);
        device.setDevMinor(0);
        put(tar, device);
      }
      for (Path path : opaque) {
        put(tar, opaqueDirectory(path));
      }
    }
    return bytes.toByteArray();
  }

  /** The directory as it is, and the attribute: tar sets owner, mode and time again. */
  private TarArchiveEntry opaqueDirectory(Path path) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name(path) + "/", TarConstants.LF_DIR);
    entry.setUserId(number(path, "uid"));
    entry.setGroupId(number(path, "gid"));
    entry.setMode(number(path, "mode") & 07777);
    entry.setLastModifiedTime(Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS));
    entry.addPaxHeader("SCHILY.xattr." + ATTRIBUTE, "y");
    return entry;
  }

  private static int number(Path path, String attribute) throws IOException {
    Object value = Files.getAttribute(path, "unix:" + attribute, LinkOption.NOFOLLOW_LINKS);
    return value instanceof Integer number ? number : 0;
  }

  /** Markers and devices came and went: their directories' times must not tell. */
  private void restoreTimes() throws IOException {
    for (Map.Entry<Path, BasicFileAttributes> parent : parents.entrySet()) {
      Files.getFileAttributeView(
              parent.getKey(), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(parent.getValue().lastModifiedTime(), null, null);
    }
  }

  private String name(Path path) {
    return "./" + root.relativize(path);
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry) throws IOException {
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }
}
