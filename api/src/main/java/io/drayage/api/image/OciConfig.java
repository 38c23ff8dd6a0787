package io.drayage.api.image;

import io.drayage.model.image.ImageConfig;
import java.io.IOException;
import java.util.List;

/**
 * An image configuration document, which OCI and Docker share.
 *
 * @param platform what the image runs on
 * @param diffIds the digests of the uncompressed layers, lowest first
 */
record OciConfig(Platform platform, ImageConfig config, List<String> diffIds) {
  static OciConfig parse(String document, byte[] json) throws IOException {
    Metadata root = Metadata.parse(document, json);
    Metadata config = root.at("config");
    String workdir = config.at("WorkingDir").text();
    try {
      return new OciConfig(
          new Platform(root.at("os").text(), root.at("architecture").text()),
          new ImageConfig(
              config.at("Entrypoint").texts(),
              config.at("Cmd").texts(),
              config.at("Env").texts(),
              workdir.startsWith("/") ? workdir : "/" + workdir,
              config.at("User").text(),
              config.at("Labels").textsByKey()),
          root.at("rootfs").at("diff_ids").texts());
    } catch (IllegalArgumentException e) {
      throw new IOException(document + ": " + e.getMessage(), e);
    }
  }

  /** Requires that the image runs on the platform. */
  void requirePlatform(Platform wanted) throws IOException {
    if (!platform.equals(wanted)) {
      throw new IOException("it is for " + platform + ", not for " + wanted);
    }
  }
}
