package io.drayage.controller.image;

import io.drayage.api.image.BundleSink;
import io.drayage.controller.agents.LayerStreams;
import io.drayage.model.image.ImageLayer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The layers of all imported images, each a file named by its digest. Thread-safe. */
public final class LayerFiles implements BundleSink, LayerStreams {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int BUFFER = 256 * 1024;

  private final Path directory;

  /** Layers below the controller's data directory. */
  public LayerFiles(Path data) throws IOException {
    this.directory = Files.createDirectories(data.resolve("layers"));
  }

  @Override
  public PendingLayer begin(ImageLayer layer) throws IOException {
    Path partial = Files.createTempFile(directory, layer.hex(), ".partial");
    var content = new BufferedOutputStream(Files.newOutputStream(partial), BUFFER);
    return new PendingLayer() {
      @Override
      public OutputStream content() {
        return content;
      }

      @Override
      public void commit() throws IOException {
        content.close();
        Files.move(partial, directory.resolve(layer.hex()), StandardCopyOption.ATOMIC_MOVE);
      }

      @Override
      public void close() throws IOException {
        content.close();
        Files.deleteIfExists(partial);
      }
    };
  }

  /**
   * A layer's size as an uncompressed tar, in bytes; empty when it is not here.
   *
   * @throws UncheckedIOException when it cannot be looked at
   */
  public OptionalLong size(String digest) {
    try {
      return DIGEST.matcher(digest).matches()
          ? OptionalLong.of(Files.size(file(digest)))
          : OptionalLong.empty();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("layer %s cannot be read".formatted(digest), e);
    }
  }

  @Override
  public InputStream open(String digest) throws IOException {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IOException("'%s' is no layer's digest".formatted(digest));
    }
    try {
      return Files.newInputStream(file(digest));
    } catch (NoSuchFileException e) {
      throw new IOException("layer %s is not known: import its image again".formatted(digest), e);
    }
  }

  private Path file(String digest) {
    return directory.resolve(digest.substring("sha256:".length()));
  }
}
