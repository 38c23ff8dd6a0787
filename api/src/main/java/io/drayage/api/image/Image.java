package io.drayage.api.image;

import io.drayage.model.image.ImageConfig;
import io.drayage.model.image.ImageLayer;
import io.drayage.model.image.ImageManifest;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An image that was read and checked: its configuration and its layers as uncompressed tars.
 * Closing it deletes its temporary files. Owned by one thread.
 */
public final class Image implements Closeable {
  private final ImageManifest manifest;
  private final List<Layer> layers;
  private final Scratch scratch;

  Image(String architecture, ImageConfig config, List<Layer> layers, Scratch scratch) {
    this.manifest =
        new ImageManifest(architecture, config, layers.stream().map(Layer::descriptor).toList());
    this.layers = List.copyOf(layers);
    this.scratch = scratch;
  }

  /** A layer's digest and size, and where its uncompressed tar lies. */
  public record Layer(ImageLayer descriptor, Path tar) {
    /** Opens the uncompressed tar; the caller closes it. */
    public InputStream open() throws IOException {
      return Files.newInputStream(tar);
    }
  }

  /** The image without its content. */
  public ImageManifest manifest() {
    return manifest;
  }

  /** How a container of it starts. */
  public ImageConfig config() {
    return manifest.config();
  }

  /** The layers, lowest first. Whiteouts are in them as the image has them. */
  public List<Layer> layers() {
    return layers;
  }

  /** The image's id: the SHA-256 of its canonical JSON, the same wherever it is read. */
  public String id() {
    return ImageBundle.id(manifest);
  }

  /**
   * Writes the image as one stream for a controller: see {@link ImageBundle}. Does not close the
   * stream.
   *
   * @throws IOException when the stream fails
   */
  public void writeBundle(OutputStream out) throws IOException {
    ImageBundle.write(this, out);
  }

  @Override
  public void close() throws IOException {
    scratch.close();
  }
}
