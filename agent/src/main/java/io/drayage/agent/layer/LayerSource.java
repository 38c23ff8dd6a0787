package io.drayage.agent.layer;

import java.io.IOException;
import java.io.InputStream;

/** Where a layer that this host lacks comes from. */
@FunctionalInterface
public interface LayerSource {
  /**
   * Opens a layer's uncompressed tar; the caller closes it.
   *
   * @param digest {@code sha256:} and 64 hexadecimal digits
   * @throws IOException when it cannot be had
   */
  InputStream open(String digest) throws IOException;
}
