package io.drayage.model.image;

import java.util.regex.Pattern;

/**
 * One layer of an image, known by its content.
 *
 * @param digest {@code sha256:} and the 64 hexadecimal digits of the uncompressed tar's SHA-256
 *     (OCI's diff id)
 * @param size of the uncompressed tar in bytes
 */
public record ImageLayer(String digest, long size) {
  private static final String ALGORITHM = "sha256:";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /**
   * Checks the fields.
   *
   * @throws IllegalArgumentException when the digest is none or the size negative
   */
  public ImageLayer {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException("a layer's digest is not sha256: and 64 hex digits");
    }
    if (size < 0) {
      throw new IllegalArgumentException("a layer's size is negative");
    }
  }

  /** The digest's 64 hexadecimal digits. */
  public String hex() {
    return digest.substring(ALGORITHM.length());
  }
}
