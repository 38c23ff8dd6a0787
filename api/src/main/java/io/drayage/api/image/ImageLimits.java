package io.drayage.api.image;

/**
 * How large an image may be, so that a hostile one fills neither disk nor memory.
 *
 * @param bytes of all uncompressed content together
 * @param entries in all layers together
 * @param depth directories in one name
 * @param metadataBytes of one JSON document
 * @param layers in one image
 */
public record ImageLimits(long bytes, long entries, int depth, int metadataBytes, int layers) {
  /** 64 GiB, four million files, 256 levels, 4 MiB of JSON, 512 layers. */
  public static final ImageLimits DEFAULT =
      new ImageLimits(64L << 30, 4_000_000, 256, 4 << 20, 512);
}
