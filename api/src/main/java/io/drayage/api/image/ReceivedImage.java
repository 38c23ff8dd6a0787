package io.drayage.api.image;

import io.drayage.model.image.ImageManifest;

/**
 * An image whose layers have all been stored.
 *
 * @param id {@code sha256:} and 64 hexadecimal digits, the same wherever the image is read
 */
public record ReceivedImage(String id, ImageManifest manifest) {}
