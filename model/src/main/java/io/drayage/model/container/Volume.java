package io.drayage.model.container;

import io.drayage.model.Names;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A named directory outside the writable layer that moves with its container.
 *
 * @param name unique within the container; an RFC 1123 label
 * @param path absolute path inside the container
 */
public record Volume(String name, String path) {
  public Volume {
    Names.require("volume", name);
    boolean climbs = Arrays.asList(path.split("/")).contains("..");
    if (!path.startsWith("/") || climbs || Path.of(path).normalize().toString().equals("/")) {
      throw new IllegalArgumentException(
          "volume %s cannot be mounted at '%s': use an absolute path below / without .."
              .formatted(name, path));
    }
  }

  /**
   * Parses {@code NAME:PATH} as given on the command line.
   *
   * @throws IllegalArgumentException when it has another form
   */
  public static Volume parse(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException(
          "volume '%s' is not valid: write NAME:/PATH/IN/CONTAINER".formatted(text));
    }
    return new Volume(text.substring(0, colon), text.substring(colon + 1));
  }
}
