package io.drayage.api.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads one image from an OCI image layout (OCI image specification, image-layout.md). */
final class OciLayout {
  private static final int MAX_INDEX_DEPTH = 3;
  private static final int MAX_INDEXES = 64;

  private final ImageFiles files;
  private final Platform platform;
  private final ImageLimits limits;
  private int indexes;

  OciLayout(ImageFiles files, Platform platform, ImageLimits limits) {
    this.files = files;
    this.platform = platform;
    this.limits = limits;
  }

  /** Reads the one image for the platform; closes neither the files nor the scratch directory. */
  Image read(LayerReader reader, Scratch scratch) throws IOException {
    Metadata version = Metadata.parse("oci-layout", small("oci-layout"));
    if (!version.at("imageLayoutVersion").text().startsWith("1.")) {
      throw new IOException("its oci-layout is of an unknown version");
    }
    Metadata manifest = document(choose());
    OciConfig config = config(Descriptor.parse(manifest.at("config")));
    List<Metadata> blobs = manifest.at("layers").items();
    if (blobs.size() != config.diffIds().size() || blobs.size() > limits.layers()) {
      throw new IOException("its manifest and its configuration disagree on the layers");
    }
    List<Image.Layer> layers = new ArrayList<>();
    for (int i = 0; i < blobs.size(); i++) {
      Descriptor blob = Descriptor.parse(blobs.get(i));
      layers.add(blob.readLayer(files, reader, config.diffIds().get(i)));
    }
    return new Image(platform.architecture(), config.config(), layers, scratch);
  }

  private OciConfig config(Descriptor descriptor) throws IOException {
    OciConfig config =
        OciConfig.parse("its configuration", descriptor.read(files, limits.metadataBytes()));
    config.requirePlatform(platform);
    return config;
  }

  private Descriptor choose() throws IOException {
    List<Descriptor> all = new ArrayList<>();
    collect(Metadata.parse("index.json", small("index.json")), "", 0, all);
    // An index may list the same manifest under several tags.
    Map<String, Descriptor> matching = new LinkedHashMap<>();
    for (Descriptor descriptor : all) {
      if (platformOf(descriptor).equals(Optional.of(platform))) {
        matching.putIfAbsent(descriptor.digest(), descriptor);
      }
    }
    if (matching.size() == 1) {
      return matching.values().iterator().next();
    }
    if (matching.isEmpty()) {
      throw new IOException("it has no image for " + platform + " but for " + platforms(all));
    }
    throw new IOException(
        "it has " + matching.size() + " images for " + platform + references(matching));
  }

  private void collect(Metadata index, String reference, int depth, List<Descriptor> into)
      throws IOException {
    indexes++;
    if (depth > MAX_INDEX_DEPTH || indexes > MAX_INDEXES) {
      throw new LimitExceededException("its index is too deep");
    }
    for (Metadata node : index.at("manifests").items()) {
      Descriptor descriptor = Descriptor.parse(node);
      String named = descriptor.reference().isEmpty() ? reference : descriptor.reference();
      if (descriptor.isIndex()) {
        collect(document(descriptor), named, depth + 1, into);
      } else {
        into.add(
            new Descriptor(
                descriptor.mediaType(),
                descriptor.digest(),
                descriptor.size(),
                descriptor.platform(),
                named));
      }
    }
  }

  /** A descriptor need not say its platform; then the image's configuration does. */
  private Optional<Platform> platformOf(Descriptor descriptor) throws IOException {
    if (descriptor.platform().isPresent()) {
      return descriptor.platform();
    }
    Metadata config = document(descriptor).at("config");
    return config.present()
        ? Optional.of(
            OciConfig.parse(
                    "its configuration",
                    Descriptor.parse(config).read(files, limits.metadataBytes()))
                .platform())
        : Optional.empty();
  }

  private String platforms(List<Descriptor> all) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    for (Descriptor descriptor : all) {
      platformOf(descriptor).map(Platform::toString).ifPresent(names::add);
    }
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  private static String references(Map<String, Descriptor> matching) {
    List<String> names =
        matching.values().stream()
            .map(Descriptor::reference)
            .filter(name -> !name.isEmpty())
            .sorted()
            .toList();
    return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
  }

  private Metadata document(Descriptor descriptor) throws IOException {
    return Metadata.parse(
        "the blob " + descriptor.digest(), descriptor.read(files, limits.metadataBytes()));
  }

  private byte[] small(String name) throws IOException {
    return files.read(name, limits.metadataBytes());
  }
}
