package io.drayage.api.client;

import io.drayage.api.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;

/** An image as a stream to read from, packed by a virtual thread while it is read. */
final class BundlePipe {
  private static final int BUFFER = 1024 * 1024;

  private BundlePipe() {}

  static InputStream open(Image image) {
    try {
      var in = new PipedInputStream(BUFFER);
      var out = new PipedOutputStream(in);
      Thread.ofVirtual().name("image-bundle").start(() -> write(image, out));
      return in;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A failure closes the pipe early; the controller then refuses the bundle as incomplete. */
  private static void write(Image image, PipedOutputStream out) {
    try (out) {
      image.writeBundle(out);
    } catch (IOException e) {
      throw new UncheckedIOException("the image could not be packed", e);
    }
  }
}
