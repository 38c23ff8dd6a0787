package io.drayage.api.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An OCI content descriptor: which blob, how long, and for which platform.
 *
 * @param reference the tag under which an index lists it; empty when none
 */
record Descriptor(
    String mediaType, String digest, long size, Optional<Platform> platform, String reference) {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  static Descriptor parse(Metadata node) throws IOException {
    String digest = node.at("digest").text();
    if (!DIGEST.matcher(digest).matches()) {
      throw new IOException(node.document() + " names a blob otherwise than by its SHA-256");
    }
    Metadata platform = node.at("platform");
    return new Descriptor(
        node.at("mediaType").text(),
        digest,
        node.at("size").number(),
        platform.present()
            ? Optional.of(
                new Platform(platform.at("os").text(), platform.at("architecture").text()))
            : Optional.empty(),
        node.at("annotations").at("org.opencontainers.image.ref.name").text());
  }

  boolean isIndex() {
    return mediaType.equals("application/vnd.oci.image.index.v1+json")
        || mediaType.equals("application/vnd.docker.distribution.manifest.list.v2+json");
  }

  String path() {
    return "blobs/sha256/" + digest.substring("sha256:".length());
  }

  /** Reads a small blob and verifies it. */
  byte[] read(ImageFiles files, int limit) throws IOException {
    if (size > limit) {
      throw new LimitExceededException("the blob " + digest + " has over " + limit + " bytes");
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (InputStream in = files.open(path())) {
      HashedInput hashed = new HashedInput(in, content, limit);
      hashed.drain();
      verify(hashed);
    }
    return content.toByteArray();
  }

  /** Reads a layer and verifies both the blob and the uncompressed tar in it. */
  Image.Layer readLayer(ImageFiles files, LayerReader reader, String diffId) throws IOException {
    try (InputStream in = files.open(path())) {
      HashedInput hashed = new HashedInput(in, OutputStream.nullOutputStream(), size);
      Image.Layer layer = reader.copy(hashed, diffId);
      hashed.drain();
      verify(hashed);
      return layer;
    }
  }

  private void verify(HashedInput read) throws IOException {
    if (read.count() != size || !read.digest().equals(digest)) {
      throw new IOException("the blob " + digest + " holds other content than its digest says");
    }
  }
}
