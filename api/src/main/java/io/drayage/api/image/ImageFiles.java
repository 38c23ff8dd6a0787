package io.drayage.api.image;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The files that make up an image, wherever they lie. */
interface ImageFiles extends Closeable {
  /**
   * Opens a file; the caller closes it.
   *
   * @param name relative, with {@code /}
   * @throws java.io.FileNotFoundException when there is none
   */
  InputStream open(String name) throws IOException;

  /**
   * Reads a small file.
   *
   * @throws LimitExceededException when it is longer than the limit
   */
  default byte[] read(String name, int limit) throws IOException {
    try (InputStream in = open(name)) {
      byte[] content = in.readNBytes(limit);
      if (in.read() >= 0) {
        throw new LimitExceededException(name + " has over " + limit + " bytes");
      }
      return content;
    }
  }
}
