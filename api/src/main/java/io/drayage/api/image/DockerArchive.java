package io.drayage.api.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one image from what {@code docker save} and {@code podman save} write. */
final class DockerArchive {
  private static final Pattern NAMED_BY_DIGEST =
      Pattern.compile("(?:blobs/sha256/)?([0-9a-f]{64})(?:\\.json)?");

  private final ImageFiles files;
  private final Platform platform;
  private final ImageLimits limits;

  DockerArchive(ImageFiles files, Platform platform, ImageLimits limits) {
    this.files = files;
    this.platform = platform;
    this.limits = limits;
  }

  /** Reads the one image; closes neither the files nor the scratch directory. */
  Image read(LayerReader reader, Scratch scratch) throws IOException {
    Metadata manifest = onlyImage();
    OciConfig config = config(manifest.at("Config").text());
    config.requirePlatform(platform);
    List<String> names = manifest.at("Layers").texts();
    if (names.size() != config.diffIds().size() || names.size() > limits.layers()) {
      throw new IOException("its manifest.json and its configuration disagree on the layers");
    }
    List<Image.Layer> layers = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      layers.add(reader.copy(files.open(names.get(i)), config.diffIds().get(i)));
    }
    return new Image(platform.architecture(), config.config(), layers, scratch);
  }

  private Metadata onlyImage() throws IOException {
    List<Metadata> images =
        Metadata.parse("manifest.json", files.read("manifest.json", limits.metadataBytes()))
            .items();
    if (images.size() != 1) {
      List<String> tags = new ArrayList<>();
      for (Metadata image : images) {
        tags.addAll(image.at("RepoTags").texts());
      }
      throw new IOException(
          "it has " + images.size() + " images" + (tags.isEmpty() ? "" : " " + tags));
    }
    return images.getFirst();
  }

  private OciConfig config(String name) throws IOException {
    byte[] json = files.read(name, limits.metadataBytes());
    Matcher digest = NAMED_BY_DIGEST.matcher(name);
    if (digest.matches() && !Sha256.of(json).equals("sha256:" + digest.group(1))) {
      throw new IOException("its configuration holds other content than its name says");
    }
    return OciConfig.parse("its configuration", json);
  }
}
