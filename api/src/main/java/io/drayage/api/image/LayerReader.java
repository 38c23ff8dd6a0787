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

  /** What was read: the layer, whether its tar's end mark is there, and what lies at its top. */
  record Read(Image.Layer layer, boolean ended, TarContents contents) {}

  /** Uncompresses and inspects a stream, which is read to its end and closed. */
  Read copy(InputStream in) throws IOException {
    Path file = scratch.newFile();
    try (BufferedInputStream buffered = Compression.buffered(in);
        InputStream plain = Compression.of(buffered).open(buffered);
        OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 128 * 1024)) {
      return read(TarInspection.read(plain, out, budget), file);
    }
  }

  /** Inspects an uncompressed tar where it lies. */
  Read inPlace(Path tar) throws IOException {
    try (InputStream in = Compression.buffered(Files.newInputStream(tar))) {
      return read(TarInspection.read(in, OutputStream.nullOutputStream(), budget), tar);
    }
  }

  private static Read read(TarInspection found, Path tar) {
    return new Read(
        new Image.Layer(new ImageLayer(found.digest(), found.size()), tar),
        found.ended(),
        found.contents());
  }
}
