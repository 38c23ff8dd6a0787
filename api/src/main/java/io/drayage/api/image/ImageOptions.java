package io.drayage.api.image;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How to read an image.
 *
 * @param platform which image to take from several
 * @param limits what is too large
 * @param scratch an existing directory on a disk with room for the uncompressed layers
 */
public record ImageOptions(Platform platform, ImageLimits limits, Path scratch) {
  /** This machine's platform, the default limits, and the directory for large temporary files. */
  public static ImageOptions defaults() {
    Path large = Path.of("/var/tmp");
    return new ImageOptions(
        Platform.current(),
        ImageLimits.DEFAULT,
        Files.isWritable(large) ? large : Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
  }
}
