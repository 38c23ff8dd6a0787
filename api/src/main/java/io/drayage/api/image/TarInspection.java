package io.drayage.api.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What one pass over an uncompressed tar finds: its digest and size, and its top. The pass refuses
 * entries whose names or hard links lead elsewhere, and stops where the budget ends.
 *
 * <p>An absolute name in a long-name header loses its slash on reading, here and in GNU tar, and is
 * judged without it.
 *
 * @param digest of the whole stream, {@code sha256:} and 64 hexadecimal digits
 * @param size in bytes
 * @param contents what lies at its top
 */
record TarInspection(String digest, long size, TarContents contents) {
  /**
   * Reads the tar to its end.
   *
   * @param copy receives every byte read
   * @throws IOException when it is damaged, hostile or too large
   */
  static TarInspection read(InputStream tar, OutputStream copy, Budget budget) throws IOException {
    HashedInput hashed = new HashedInput(tar, copy, budget.bytesLeft());
    TarContents contents = new TarContents();
    try {
      // Not closed: it holds nothing of its own, and the streams below are the caller's.
      @SuppressWarnings("resource")
      TarArchiveInputStream entries = new TarArchiveInputStream(hashed, "UTF-8");
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        budget.spendEntry();
        inspect(entry, contents, budget.limits().depth());
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("damaged tar header", e);
    }
    hashed.drain();
    budget.spendBytes(hashed.count());
    return new TarInspection(hashed.digest(), hashed.count(), contents);
  }

  private static void inspect(TarArchiveEntry entry, TarContents contents, int depth)
      throws IOException {
    String name = EntryNames.require(entry.getName(), depth);
    if (entry.isLink()) {
      EntryNames.require(entry.getLinkName(), depth);
    }
    contents.add(name, entry.isFile() && !entry.isSymbolicLink(), entry.getMode());
  }
}
