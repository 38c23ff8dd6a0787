package io.drayage.api.image;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/** An image's files in an uncompressed tar, read in place. */
final class TarFiles implements ImageFiles {
  private static final int MAX_LINKS = 4;

  private final TarFile tar;
  private final Map<String, TarArchiveEntry> entries = new HashMap<>();

  /** Opens a tar whose entries have been inspected already. */
  TarFiles(Path file) throws IOException {
    tar = new TarFile(file);
    for (TarArchiveEntry entry : tar.getEntries()) {
      entries.put(EntryNames.require(entry.getName(), Integer.MAX_VALUE), entry);
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    String at = EntryNames.require(name, Integer.MAX_VALUE);
    for (int links = 0; links <= MAX_LINKS; links++) {
      TarArchiveEntry entry = entries.get(at);
      if (entry == null) {
        break;
      }
      if (entry.isSymbolicLink()) {
        // Older Docker names a layer that came before by a link beside it.
        at = target(at, entry.getLinkName());
      } else if (entry.isLink()) {
        at = EntryNames.require(entry.getLinkName(), Integer.MAX_VALUE);
      } else if (entry.isFile()) {
        return tar.getInputStream(entry);
      } else {
        break;
      }
    }
    throw new FileNotFoundException("the file " + name + " is missing");
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  private static String target(String link, String to) throws IOException {
    Path resolved = Path.of("/", link).resolveSibling(to).normalize();
    return EntryNames.require(resolved.toString().substring(1), Integer.MAX_VALUE);
  }
}
