package io.drayage.model.image;

import java.util.List;
import java.util.Objects;

/**
 * A whole image without its content.
 *
 * @param architecture as Go and OCI name it: {@code amd64}, {@code arm64}
 * @param config how it starts
 * @param layers lowest first; at least one, the same one may come twice
 */
public record ImageManifest(String architecture, ImageConfig config, List<ImageLayer> layers) {
  /**
   * Keeps a copy of the layers.
   *
   * @throws IllegalArgumentException when there is no architecture or no layer
   */
  public ImageManifest {
    layers = List.copyOf(layers);
    Objects.requireNonNull(config);
    if (architecture.isBlank()) {
      throw new IllegalArgumentException("an image has no architecture");
    }
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("an image has no layer");
    }
  }
}
