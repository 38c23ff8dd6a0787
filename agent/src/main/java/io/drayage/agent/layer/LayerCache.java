package io.drayage.agent.layer;

import io.drayage.runtime.image.LayerExtractor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The layers on this host, each a directory named by its digest: fetched when first needed, shared
 * by containers, never written to. Thread-safe.
 */
public final class LayerCache {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Path directory;
  private final LayerSource source;

  /** A cache on disk below the agent's data directory. */
  public LayerCache(Path data, LayerSource source) {
    this.directory = data.resolve("layers");
    this.source = source;
  }

  /**
   * Directories of the layers, in the order asked for; fetches those that are missing.
   *
   * @throws UncheckedIOException when one cannot be fetched
   */
  public List<Path> provide(List<String> digests) {
    return digests.stream().map(this::provide).toList();
  }

  /** Those of the layers that are not on this host, in the order asked for. */
  public List<String> missing(List<String> digests) {
    return digests.stream().filter(digest -> !Files.isDirectory(place(digest))).toList();
  }

  private Path place(String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException("layer '%s' has no valid digest".formatted(digest));
    }
    return directory.resolve(digest.substring("sha256:".length()));
  }

  private synchronized Path provide(String digest) {
    Path layer = place(digest);
    if (!Files.isDirectory(layer)) {
      try (InputStream tar = source.open(digest)) {
        Files.createDirectories(directory);
        LayerExtractor.extract(tar, digest, layer);
      } catch (IOException e) {
        throw new UncheckedIOException(
            "layer %s cannot be fetched: %s".formatted(digest, e.getMessage()), e);
      }
    }
    return layer;
  }
}
