package io.drayage.api.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.model.image.ImageConfig;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSourceTest {
  private static final byte[] BASE = TestTar.rootFileSystem();
  private static final byte[] TOP =
      new TestTar()
          .file("etc/.wh.x", "")
          .directory("srv")
          .file("srv/.wh..wh..opq", "")
          .symlink("srv/up", "../../../etc")
          .build();

  @TempDir Path directory;
  private Path scratch;
  private ImageOptions options;

  @BeforeEach
  void makeScratch() throws Exception {
    scratch = Files.createDirectory(directory.resolve("scratch"));
    options = new ImageOptions(new Platform("linux", "amd64"), ImageLimits.DEFAULT, scratch);
  }

  @AfterEach
  void leavesNothingInTheScratchDirectory() {
    assertThat(scratch).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root.tar", "root.tar.gz", "root.tar.zst", "named-wrongly.gz"})
  void readsARootFileSystemFromATarWhateverItsName(String name) throws Exception {
    byte[] stored =
        name.endsWith("r.gz")
            ? TestOci.gzip(BASE)
            : name.endsWith("st") ? TestOci.zstd(BASE) : BASE;
    Path file = Files.write(directory.resolve(name), stored);

    try (Image image = ImageSource.open(file, options)) {
      assertThat(image.config()).isEqualTo(ImageConfig.EMPTY);
      assertThat(image.manifest().architecture()).isEqualTo("amd64");
      assertThat(image.layers()).hasSize(1);
      assertThat(image.layers().getFirst().descriptor().digest()).isEqualTo(Sha256.of(BASE));
      assertThat(content(image, 0)).isEqualTo(BASE);
    }
  }

  @Test
  void readsAnOciLayoutWithLayersCompressedInAnyWay() throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    oci.index(
        List.of(
            oci.image(
                "amd64",
                List.of(BASE, TOP, BASE),
                List.of(TestOci.gzip(BASE), TestOci.zstd(TOP), BASE))));

    try (Image image = ImageSource.open(oci.directory(), options)) {
      requireTestConfig(image.config());
      assertThat(image.layers()).hasSize(3);
      assertThat(content(image, 0)).isEqualTo(BASE);
      assertThat(content(image, 1)).as("whiteouts are kept").isEqualTo(TOP);
      assertThat(content(image, 2)).isEqualTo(BASE);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsAnOciArchive(boolean compressed) throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    oci.index(List.of(oci.image("amd64", List.of(BASE), List.of(TestOci.gzip(BASE)))));
    byte[] archive = oci.archive();
    Path file =
        Files.write(directory.resolve("image.tar"), compressed ? TestOci.gzip(archive) : archive);

    try (Image image = ImageSource.open(file, options)) {
      requireTestConfig(image.config());
      assertThat(content(image, 0)).isEqualTo(BASE);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsADockerArchiveWithALinkedLayer(boolean compressed) throws Exception {
    byte[] archive = dockerArchive(BASE, TOP, BASE);
    Path file =
        Files.write(directory.resolve("image.tar"), compressed ? TestOci.zstd(archive) : archive);

    try (Image image = ImageSource.open(file, options)) {
      requireTestConfig(image.config());
      assertThat(image.layers()).hasSize(3);
      assertThat(content(image, 1)).isEqualTo(TOP);
      assertThat(content(image, 2)).isEqualTo(BASE);
    }
  }

  @Test
  void givesTheSameIdHoweverTheImageIsStored() throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    oci.index(List.of(oci.image("amd64", List.of(BASE, TOP, BASE), List.of(BASE, TOP, BASE))));
    Path docker = Files.write(directory.resolve("docker.tar"), dockerArchive(BASE, TOP, BASE));

    try (Image one = ImageSource.open(oci.directory(), options);
        Image other = ImageSource.open(docker, options)) {
      assertThat(one.id()).matches("sha256:[0-9a-f]{64}").isEqualTo(other.id());
    }
  }

  @Test
  void endsALayerWhoseWriterDidNot() throws Exception {
    // umoci leaves out the last record's padding and the end mark.
    byte[] short1 = Arrays.copyOf(TOP, 4 * 512);
    byte[] short2 = Arrays.copyOf(BASE, 512 + 512 + 10);
    TestOci oci = new TestOci(directory.resolve("layout"));
    oci.index(
        List.of(
            oci.image(
                "amd64",
                List.of(short1, short2, new byte[0]),
                List.of(TestOci.gzip(short1), short2, new byte[0]))));

    try (Image image = ImageSource.open(oci.directory(), options)) {
      assertThat(content(image, 0)).hasSize(6 * 512).startsWith(short1);
      assertThat(content(image, 1)).hasSize(5 * 512).startsWith(short2);
      assertThat(content(image, 2)).isEqualTo(new byte[1024]);
      for (Image.Layer layer : image.layers()) {
        Process list = new ProcessBuilder("tar", "tf", layer.tar().toString()).start();
        assertThat(list.waitFor()).isZero();
      }
    }
  }

  @Test
  void picksThePlatformFromANestedIndex() throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    Map<String, Object> amd64 = oci.image("amd64", List.of(BASE), List.of(BASE));
    Map<String, Object> arm64 = oci.image("arm64", List.of(TOP), List.of(TOP));
    Map<String, Object> nested =
        oci.blob(
            TestOci.INDEX,
            TestOci.json(
                Map.of(
                    "schemaVersion",
                    2,
                    "manifests",
                    List.of(TestOci.platform(arm64, "arm64"), TestOci.platform(amd64, "amd64")))));
    oci.index(List.of(nested));

    try (Image image = ImageSource.open(oci.directory(), options)) {
      assertThat(content(image, 0)).isEqualTo(BASE);
    }
    ImageOptions elsewhere =
        new ImageOptions(new Platform("linux", "riscv64"), ImageLimits.DEFAULT, scratch);
    assertThatThrownBy(() -> ImageSource.open(oci.directory(), elsewhere))
        .hasMessageContaining("no image for linux/riscv64 but for linux/amd64, linux/arm64");
  }

  @Test
  void refusesToGuessAmongSeveralImages() throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    oci.index(
        List.of(
            TestOci.tag(oci.image("amd64", List.of(BASE), List.of(BASE)), "web:1"),
            TestOci.tag(oci.image("amd64", List.of(TOP), List.of(TOP)), "web:2")));

    refused(oci.directory()).hasMessageContaining("2 images for linux/amd64 (web:1, web:2)");
  }

  @Test
  void takesOneImageUnderTwoTags() throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    Map<String, Object> image = oci.image("amd64", List.of(BASE), List.of(BASE));
    oci.index(List.of(TestOci.tag(image, "web:1"), TestOci.tag(image, "web:latest")));

    try (Image read = ImageSource.open(oci.directory(), options)) {
      assertThat(read.layers()).hasSize(1);
    }
  }

  @Test
  void refusesADockerArchiveForAnotherPlatform() throws Exception {
    Path file = Files.write(directory.resolve("docker.tar"), dockerArchive(BASE));

    assertThatThrownBy(() ->
            ImageSource.open(
                file,
                new ImageOptions(new Platform("linux", "arm64"), ImageLimits.DEFAULT, scratch)))
        .hasMessageContaining("it is for linux/amd64, not for linux/arm64");
  }

  @Test
  void saysInOneLineWhatIsNoImage() throws Exception {
    Path text = Files.writeString(directory.resolve("text"), "hello\n".repeat(1000));
    Path empty = Files.createFile(directory.resolve("empty"));
    Path zeros = Files.write(directory.resolve("zeros.tar"), new byte[10240]);
    Path xz = Files.write(directory.resolve("a.tar.xz"), new byte[] {-3, '7', 'z', 'X', 'Z', 0});
    Path photos = Files.createDirectory(directory.resolve("photos"));
    Files.createFile(photos.resolve("cat.jpg"));
    Path photosTar =
        Files.write(directory.resolve("photos.tar"), new TestTar().file("cat.jpg", "x").build());
    Path nothing = Files.createDirectory(directory.resolve("nothing"));
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();

    refused(text).hasMessageContaining("it is no tar archive; give a root file system");
    refused(empty).hasMessageContaining("it is no tar archive");
    refused(zeros).hasMessageContaining("it is no tar archive");
    refused(xz).hasMessageContaining("compressed with XZ; uncompress it first");
    refused(photos).hasMessageContaining("neither bin, sbin, usr, lib or etc");
    refused(photosTar).hasMessageContaining("neither bin, sbin, usr, lib or etc");
    refused(nothing).hasMessageContaining("it is empty");
    refused(fifo).hasMessageContaining("neither a file nor a directory");
    refused(directory.resolve("absent")).hasMessageContaining("no such file or directory");
  }

  @Test
  void refusesNamesThatLeadOutOfTheImage() throws Exception {
    byte[] dots = new TestTar().file("bin/../../etc/passwd", "x").build();
    byte[] absolute = TestTar.rename(new TestTar().file("Xetc/passwd", "x").build(), "X", "/");
    byte[] longDots =
        new TestTar().directory("bin").file("a/".repeat(80) + "../".repeat(90) + "x", "x").build();
    byte[] link = new TestTar().directory("bin").hardLink("bin/sh", "../../../etc/shadow").build();

    refused(write("dots.tar", dots)).hasMessageContaining("leads out of the image");
    refused(write("absolute.tar", absolute)).hasMessageContaining("has an absolute name");
    refused(write("longdots.tar", longDots)).hasMessageContaining("leads out of the image");
    refused(write("link.tar", link)).hasMessageContaining("leads out of the image");
    // In a layer of an archive too, not only in the archive itself.
    refused(write("docker.tar", dockerArchive(BASE, dots)))
        .hasMessageContaining("leads out of the image");
  }

  @Test
  void takesTheRootItselfUnderAnyOfItsNames() throws Exception {
    byte[] slash =
        TestTar.rename(new TestTar().directory("X").file("bin/sh", "x").build(), "X/", "/\0");
    byte[] dot = new TestTar().directory(".").file("./bin/sh", "x").build();

    for (byte[] tar : List.of(slash, dot)) {
      try (Image image = ImageSource.open(write("root.tar", tar), options)) {
        assertThat(content(image, 0)).isEqualTo(tar);
      }
    }
  }

  @Test
  void keepsTerminalEscapesAndLineBreaksOutOfItsMessage() throws Exception {
    byte[] hostile = new TestTar().file("bin/\u001b[2J\n/../../x", "x").build();

    refused(write("hostile.tar", hostile)).hasMessageNotContaining("\u001b");
  }

  @Test
  void refusesContentThatIsNotWhatItsDigestSays() throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    oci.index(List.of(oci.image("amd64", List.of(BASE), List.of(BASE))));
    byte[] changed = BASE.clone();
    changed[600] ^= 1;
    Files.write(oci.path(Sha256.of(BASE)), changed);
    refused(oci.directory()).hasMessageContaining("holds other content than its digest says");
    Files.write(oci.path(Sha256.of(BASE)), Arrays.copyOf(BASE, BASE.length + 512));
    refused(oci.directory()).hasMessageContaining("Cannot use the image");

    TestOci lying = new TestOci(directory.resolve("lying"));
    lying.index(List.of(lying.image("amd64", List.of(BASE), List.of(TOP))));
    refused(lying.directory())
        .hasMessageContaining(Sha256.of(BASE) + " holds other content than its digest says");
  }

  @Test
  void refusesDigestsThatAreNone() throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    oci.index(
        List.of(
            Map.of(
                "mediaType",
                TestOci.MANIFEST,
                "digest",
                "sha256:../../../../etc/passwd",
                "size",
                1)));

    refused(oci.directory()).hasMessageContaining("otherwise than by its SHA-256");
  }

  @Test
  void refusesWhatIsMissingOrCutOff() throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    oci.index(List.of(oci.image("amd64", List.of(BASE), List.of(BASE))));
    Files.delete(oci.path(Sha256.of(BASE)));
    refused(oci.directory()).hasMessageContaining("is missing");

    byte[] gzip = TestOci.gzip(BASE);
    refused(write("cut.tar.gz", Arrays.copyOf(gzip, gzip.length / 2)))
        .hasMessageContaining("Cannot use the image");
    refused(write("cut.tar", Arrays.copyOf(BASE, 700)))
        .hasMessageContaining("Cannot use the image");
    Files.delete(oci.directory().resolve("index.json"));
    refused(oci.directory()).hasMessageContaining("index.json is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "{\"manifests\":1}",
        "{\"manifests\":[1]}",
        "{\"manifests\":[{}]}",
        "{\"manifests\":[]}",
        "{\"manifests\":[{\"digest\":5}]}"
      })
  void refusesADamagedIndex(String json) throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    Files.writeString(oci.directory().resolve("index.json"), json);

    refused(oci.directory()).hasMessageContaining("Cannot use the image");
  }

  @Test
  void refusesAnImageWithoutLayersAndOneWithABadConfiguration() throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    oci.index(List.of(oci.image("amd64", List.of(), List.of())));
    refused(oci.directory()).hasMessageContaining("no layer");

    byte[] config =
        TestOci.json(
            Map.of(
                "architecture",
                "amd64",
                "os",
                "linux",
                "config",
                Map.of("Env", List.of("NO_VALUE")),
                "rootfs",
                Map.of("diff_ids", List.of(Sha256.of(BASE)))));
    refused(write("docker.tar", dockerArchive(config, List.of(BASE))))
        .hasMessageContaining("not NAME=value");
  }

  @Test
  void stopsAtItsLimits() throws Exception {
    byte[] bomb = TestOci.gzip(new TestTar().file("bin/zeros", new byte[3 << 20]).build());
    Path file = write("bomb.tar.gz", bomb);
    Path deep = write("deep.tar", new TestTar().file("bin/" + "d/".repeat(300), "").build());

    limited(new ImageLimits(1 << 20, 100, 256, 1 << 20, 8), file)
        .hasMessageContaining("too large: over 1048576 bytes");
    limited(new ImageLimits(8 << 20, 1, 256, 1 << 20, 8), write("two.tar", BASE))
        .hasMessageContaining("too large: over 1 files");
    refused(deep).hasMessageContaining("over 256 levels deep");
    limited(new ImageLimits(8 << 20, 100, 256, 100, 8), write("docker.tar", dockerArchive(BASE)))
        .hasMessageContaining("over 100 bytes");
    limited(
            new ImageLimits(8 << 20, 100, 256, 1 << 20, 2),
            write("layers.tar", dockerArchive(BASE, TOP, BASE)))
        .hasMessageContaining("disagree on the layers");
  }

  private void requireTestConfig(ImageConfig config) {
    assertThat(config)
        .isEqualTo(
            new ImageConfig(
                List.of("/bin/server"),
                List.of("--port", "80"),
                List.of("PATH=/bin", "EMPTY="),
                "/srv",
                "1000:1000",
                Map.of("org.example.a", "1", "org.example.b", "2")));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(Path path) {
    return limited(ImageLimits.DEFAULT, path);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> limited(ImageLimits limits, Path path) {
    return assertThatThrownBy(() ->
            ImageSource.open(
                path, new ImageOptions(new Platform("linux", "amd64"), limits, scratch)))
        .isInstanceOf(ImageException.class)
        .hasMessageNotContaining("\n");
  }

  private Path write(String name, byte[] content) throws Exception {
    return Files.write(directory.resolve(name), content);
  }

  private static byte[] dockerArchive(byte[]... layers) {
    List<byte[]> list = List.of(layers);
    return dockerArchive(
        TestOci.json(TestOci.config("amd64", list.stream().map(Sha256::of).toList())), list);
  }

  /**
   * As docker save wrote it for years: a layer that came before is a link beside its first copy.
   */
  private static byte[] dockerArchive(byte[] config, List<byte[]> layers) {
    TestTar tar = new TestTar();
    String configName = Sha256.of(config).substring("sha256:".length()) + ".json";
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      String name = "layer" + i + "/layer.tar";
      int first = layers.indexOf(layers.get(i));
      tar.directory("layer" + i);
      if (first < i) {
        tar.symlink(name, "../layer" + first + "/layer.tar");
      } else {
        tar.file(name, layers.get(i));
      }
      names.add(name);
    }
    return tar.file(configName, config)
        .file(
            "manifest.json",
            TestOci.json(
                List.of(
                    Map.of("Config", configName, "RepoTags", List.of("web:1"), "Layers", names))))
        .build();
  }

  private static byte[] content(Image image, int layer) throws Exception {
    try (InputStream in = image.layers().get(layer).open()) {
      return in.readAllBytes();
    }
  }
}
