package io.drayage.api.image;

import com.github.luben.zstd.Zstd;
import io.drayage.platform.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Writes an OCI image layout as other tools would. */
final class TestOci {
  static final String INDEX = "application/vnd.oci.image.index.v1+json";
  static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final Path directory;

  TestOci(Path directory) throws IOException {
    this.directory = directory;
    Files.createDirectories(directory.resolve("blobs/sha256"));
    Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  Path directory() {
    return directory;
  }

  /** Stores an image for a platform and gives its manifest's descriptor. */
  Map<String, Object> image(String architecture, List<byte[]> layers, List<byte[]> stored)
      throws IOException {
    List<Map<String, Object>> descriptors = new ArrayList<>();
    for (byte[] blob : stored) {
      descriptors.add(blob("application/vnd.oci.image.layer.v1.tar", blob));
    }
    Map<String, Object> config =
        blob(
            "application/vnd.oci.image.config.v1+json",
            json(config(architecture, layers.stream().map(Sha256::of).toList())));
    return blob(
        MANIFEST,
        json(
            Map.of(
                "schemaVersion", 2,
                "mediaType", MANIFEST,
                "config", config,
                "layers", descriptors)));
  }

  /** An image configuration as Docker and OCI write it. */
  static Map<String, Object> config(String architecture, List<String> diffIds) {
    Map<String, Object> config = new TreeMap<>();
    config.put("Entrypoint", List.of("/bin/server"));
    config.put("Cmd", List.of("--port", "80"));
    config.put("Env", List.of("PATH=/bin", "EMPTY="));
    config.put("WorkingDir", "/srv");
    config.put("User", "1000:1000");
    config.put("Labels", Map.of("org.example.b", "2", "org.example.a", "1"));
    return Map.of(
        "architecture",
        architecture,
        "os",
        "linux",
        "config",
        config,
        "rootfs",
        Map.of("type", "layers", "diff_ids", diffIds));
  }

  /** Says for which platform a descriptor is. */
  static Map<String, Object> platform(Map<String, Object> descriptor, String architecture) {
    Map<String, Object> with = new TreeMap<>(descriptor);
    with.put("platform", Map.of("os", "linux", "architecture", architecture));
    return with;
  }

  /** Gives a descriptor a tag. */
  static Map<String, Object> tag(Map<String, Object> descriptor, String tag) {
    Map<String, Object> with = new TreeMap<>(descriptor);
    with.put("annotations", Map.of("org.opencontainers.image.ref.name", tag));
    return with;
  }

  void index(List<Map<String, Object>> manifests) throws IOException {
    Files.write(
        directory.resolve("index.json"), json(Map.of("schemaVersion", 2, "manifests", manifests)));
  }

  Map<String, Object> blob(String mediaType, byte[] content) throws IOException {
    String digest = Sha256.of(content);
    Files.write(path(digest), content);
    return Map.of("mediaType", mediaType, "digest", digest, "size", content.length);
  }

  Path path(String digest) {
    return directory.resolve("blobs/sha256").resolve(digest.substring("sha256:".length()));
  }

  /** The whole layout as a tar. */
  byte[] archive() throws IOException {
    TestTar tar = new TestTar();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        tar.file(directory.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return tar.build();
  }

  static byte[] json(Object value) {
    return Json.mapper().writeValueAsBytes(value);
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  static byte[] zstd(byte[] content) {
    return Zstd.compress(content);
  }
}
