package io.drayage.api.image;

import io.drayage.model.image.ImageLayer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Turns layers, compressed or not, into inspected uncompressed tars in the scratch directory. */
final class LayerReader {
  private final Scratch scratch;
  private final Budget budget;

  LayerReader(Scratch scratch, Budget budget) {
    this.scratch = scratch;
    this.budget = budget;
  }

  /**
   * What was read.
   *
   * @param layer the tar, ended as it should be
   * @param diffId the digest of the tar as it came
   * @param ended whether it came ended as it should be; if not it may have been cut off
   * @param contents what lies at its top
   */
  record Read(Image.Layer layer, String diffId, boolean ended, TarContents contents) {}

  /** Uncompresses and inspects a stream, which is read to its end and closed. */
  Read copy(InputStream in) throws IOException {
    Path file = scratch.newFile();
    try (BufferedInputStream buffered = Compression.buffered(in);
        EndedTar tar = new EndedTar(Compression.of(buffered).open(buffered));
        OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 128 * 1024)) {
      return read(tar, out, file);
    }
  }

  /** Inspects an uncompressed tar where it lies. */
  Read inPlace(Path file) throws IOException {
    try (EndedTar tar = new EndedTar(Compression.buffered(Files.newInputStream(file)))) {
      return read(tar, OutputStream.nullOutputStream(), file);
    }
  }

  /** Reads a layer for which a configuration vouches. */
  Image.Layer copy(InputStream in, String diffId) throws IOException {
    Read read = copy(in);
    if (!read.diffId().equals(diffId)) {
      throw new IOException("the layer " + diffId + " holds other content than its digest says");
    }
    return read.layer();
  }

  private Read read(EndedTar tar, OutputStream copy, Path file) throws IOException {
    TarInspection found = TarInspection.read(tar, copy, budget);
    copy.flush();
    return new Read(
        new Image.Layer(new ImageLayer(found.digest(), found.size()), file),
        tar.ended() ? found.digest() : digest(file, tar.sourceSize()),
        tar.ended(),
        found.contents());
  }

  private static String digest(Path file, long size) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      HashedInput start = new HashedInput(in, OutputStream.nullOutputStream(), size);
      start.skipNBytes(size);
      return start.digest();
    }
  }
}
