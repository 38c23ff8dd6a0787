package io.drayage.controller.image;

import io.drayage.api.image.BundleSink;
import io.drayage.controller.agents.LayerStreams;
import io.drayage.model.image.ImageLayer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

  @Override
  public InputStream open(String digest) throws IOException {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IOException("'%s' is no layer's digest".formatted(digest));
    }
    try {
      return Files.newInputStream(directory.resolve(digest.substring("sha256:".length())));
    } catch (NoSuchFileException e) {
      throw new IOException("layer %s is not known: import its image again".formatted(digest), e);
    }
  }
}
