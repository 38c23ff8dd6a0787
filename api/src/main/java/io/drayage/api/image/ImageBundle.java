package io.drayage.api.image;

import io.drayage.model.image.ImageLayer;
import io.drayage.model.image.ImageManifest;
import io.drayage.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An image as one stream from a client to a controller: a tar of {@code image.json}, which is an
 * {@link ImageManifest}, and then each layer once as {@code layers/HEX.tar}, uncompressed, where
 * HEX is its SHA-256. The same image always gives the same bytes.
 */
public final class ImageBundle {
  private static final String WHAT = "Cannot take the image";
  private static final String CURE = "import it again with this version's client";
  private static final String MANIFEST = "image.json";

  private ImageBundle() {}

  /** Computes an image's id. */
  static String id(ImageManifest manifest) {
    return Sha256.of(json(manifest));
  }

  static void write(Image image, OutputStream out) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    byte[] manifest = json(image.manifest());
    tar.putArchiveEntry(entry(MANIFEST, manifest.length));
    tar.write(manifest);
    tar.closeArchiveEntry();
    Map<String, Image.Layer> once = new LinkedHashMap<>();
    image.layers().forEach(layer -> once.putIfAbsent(layer.descriptor().hex(), layer));
    for (Image.Layer layer : once.values()) {
      tar.putArchiveEntry(entry(name(layer.descriptor()), layer.descriptor().size()));
      try (InputStream content = layer.open()) {
        content.transferTo(tar);
      }
      tar.closeArchiveEntry();
    }
    tar.finish();
    tar.flush();
  }

  /**
   * Reads a bundle, storing each layer once its digest, size and entry names have been verified.
   * Layers committed before a later failure stay: they are what their digests say.
   *
   * @param in read to the bundle's end, not closed
   * @throws ImageException when the bundle is damaged, incomplete, hostile or too large
   * @throws IOException when the stream or the sink fails
   */
  public static ReceivedImage read(InputStream in, ImageLimits limits, BundleSink sink)
      throws IOException {
    // Not closed: it holds nothing of its own, and the stream below is the caller's.
    @SuppressWarnings("resource")
    TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8");
    Budget budget = new Budget(limits);
    byte[] json = readManifest(tar, limits);
    ImageManifest manifest = parse(json, limits);
    Map<String, ImageLayer> missing = new LinkedHashMap<>();
    manifest.layers().forEach(layer -> missing.put(name(layer), layer));
    for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
      ImageLayer layer = missing.remove(entry.getName());
      if (layer == null) {
        throw refused("it holds a file that its image.json does not name");
      }
      if (!entry.isFile() || entry.getSize() != layer.size()) {
        throw refused("the layer " + layer.digest() + " is not as long as image.json says");
      }
      store(tar, layer, budget, sink);
    }
    if (!missing.isEmpty()) {
      throw refused("it ends before " + missing.size() + " of its layers");
    }
    return new ReceivedImage(Sha256.of(json), manifest);
  }

  private static void store(InputStream content, ImageLayer layer, Budget budget, BundleSink sink)
      throws IOException {
    try (BundleSink.PendingLayer pending = sink.begin(layer)) {
      TarInspection found = inspect(content, layer, pending.content(), budget);
      if (!found.digest().equals(layer.digest()) || found.size() != layer.size()) {
        throw refused("the layer " + layer.digest() + " holds other content than its digest says");
      }
      pending.commit();
    }
  }

  private static TarInspection inspect(
      InputStream content, ImageLayer layer, OutputStream copy, Budget budget) throws IOException {
    SinkOutput sink = new SinkOutput(copy);
    try {
      return TarInspection.read(content, sink, budget);
    } catch (IOException e) {
      if (sink.failed()) {
        throw e;
      }
      throw new ImageException(
          WHAT, "its layer " + layer.digest() + ": " + e.getMessage(), CURE, e);
    }
  }

  private static byte[] readManifest(TarArchiveInputStream tar, ImageLimits limits)
      throws IOException {
    TarArchiveEntry first = next(tar);
    if (first == null || !first.getName().equals(MANIFEST)) {
      throw refused("it does not begin with image.json");
    }
    if (first.getSize() > limits.metadataBytes()) {
      throw refused("its image.json has over " + limits.metadataBytes() + " bytes");
    }
    return tar.readAllBytes();
  }

  private static ImageManifest parse(byte[] json, ImageLimits limits) {
    try {
      ImageManifest manifest =
          Json.read(new String(json, StandardCharsets.UTF_8), ImageManifest.class);
      if (manifest.layers().size() > limits.layers()) {
        throw refused("it has over " + limits.layers() + " layers");
      }
      return manifest;
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw new ImageException(WHAT, "its image.json is damaged", CURE, e);
    }
  }

  private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    try {
      return tar.getNextEntry();
    } catch (IllegalArgumentException e) {
      throw new ImageException(WHAT, "its tar is damaged", CURE, e);
    }
  }

  private static TarArchiveEntry entry(String name, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setModTime(0L);
    entry.setIds(0, 0);
    entry.setMode(0100644);
    return entry;
  }

  private static String name(ImageLayer layer) {
    return "layers/" + layer.hex() + ".tar";
  }

  /** Sorted labels: a map's own order is not the same in every process. */
  private static byte[] json(ImageManifest manifest) {
    var config = manifest.config();
    Map<String, Object> canonicalConfig = new TreeMap<>();
    canonicalConfig.put("entrypoint", config.entrypoint());
    canonicalConfig.put("cmd", config.cmd());
    canonicalConfig.put("env", config.env());
    canonicalConfig.put("workdir", config.workdir());
    canonicalConfig.put("user", config.user());
    canonicalConfig.put("labels", new TreeMap<>(config.labels()));
    Map<String, Object> canonical = new TreeMap<>();
    canonical.put("architecture", manifest.architecture());
    canonical.put("config", canonicalConfig);
    canonical.put("layers", manifest.layers());
    return Json.write(canonical).getBytes(StandardCharsets.UTF_8);
  }

  private static ImageException refused(String why) {
    return new ImageException(WHAT, why, CURE);
  }
}
