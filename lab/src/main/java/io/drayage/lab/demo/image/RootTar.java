package io.drayage.lab.demo.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a part of a root file system as a tar (POSIX pax): owners, modes, links and modification
 * times are those of the files, for CRIU compares them when it restores. The same input makes the
 * same bytes. One thread.
 */
final class RootTar implements AutoCloseable {

  private static final Instant FILES_OF_ITS_OWN = Instant.parse("2026-01-01T00:00:00Z");

  private final Path root;
  private final TarArchiveOutputStream tar;
  private final Map<Object, String> firstNames = new HashMap<>();

  RootTar(Path root, OutputStream out) {
    this.root = root;
    this.tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  void write(Collection<Path> paths, ImageRecipe recipe, ImageProgress progress)
      throws IOException {
    int done = 0;
    for (Path path : paths) {
      writeFile(path);
      progress.files(++done, paths.size());
    }
    for (String path : new TreeSet<>(recipe.files().keySet())) {
      byte[] contents = recipe.contents(path);
      var entry = new TarArchiveEntry(path.substring(1));
      entry.setSize(contents.length);
      entry.setMode(0100644);
      entry.setModTime(FileTime.from(FILES_OF_ITS_OWN));
      tar.putArchiveEntry(entry);
      tar.write(contents);
      tar.closeArchiveEntry();
    }
    tar.finish();
  }

  private void writeFile(Path relative) throws IOException {
    Path file = root.resolve(relative);
    Map<String, Object> attributes =
        Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
    TarArchiveEntry entry = entry(relative.toString(), file, attributes);
    entry.setMode((int) attributes.getOrDefault("mode", 0));
    entry.setUserId((int) attributes.getOrDefault("uid", 0));
    entry.setGroupId((int) attributes.getOrDefault("gid", 0));
    FileTime modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    entry.setModTime(FileTime.from(modified.toInstant().truncatedTo(ChronoUnit.SECONDS)));
    tar.putArchiveEntry(entry);
    if (entry.isFile() && entry.getSize() > 0) {
      Files.copy(file, tar);
    }
    tar.closeArchiveEntry();
  }

  private TarArchiveEntry entry(String name, Path file, Map<String, Object> attributes)
      throws IOException {
    if (Files.isSymbolicLink(file)) {
      var link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      link.setLinkName(Files.readSymbolicLink(file).toString());
      return link;
    }
    if (Files.isDirectory(file)) {
      return new TarArchiveEntry(name + "/");
    }
    if ((int) attributes.getOrDefault("nlink", 1) > 1) {
      String first = firstNames.putIfAbsent(attributes.getOrDefault("fileKey", name), name);
      if (first != null) {
        var link = new TarArchiveEntry(name, TarConstants.LF_LINK);
        link.setLinkName(first);
        return link;
      }
    }
    var entry = new TarArchiveEntry(name);
    entry.setSize(Files.size(file));
    return entry;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
