package io.drayage.api.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drayage.model.image.ImageConfig;
import io.drayage.model.image.ImageLayer;
import io.drayage.model.image.ImageManifest;
import io.drayage.platform.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageBundleTest {
  private static final byte[] BASE = TestTar.rootFileSystem();
  private static final byte[] TOP = new TestTar().file("etc/.wh.x", "").build();

  @TempDir Path directory;
  private final MemorySink sink = new MemorySink();

  @AfterEach
  void endsEveryLayerItBegan() {
    assertThat(sink.open()).isZero();
  }

  @Test
  void carriesAWholeImage() throws Exception {
    TestOci oci = new TestOci(directory.resolve("layout"));
    oci.index(List.of(oci.image("amd64", List.of(BASE, TOP, BASE), List.of(BASE, TOP, BASE))));

    try (Image image = ImageSource.open(oci.directory(), options())) {
      byte[] bundle = bundle(image);
      ReceivedImage received = read(bundle);

      assertThat(received.manifest()).isEqualTo(image.manifest());
      assertThat(received.id()).isEqualTo(image.id());
      assertThat(sink.committed()).containsOnlyKeys(Sha256.of(BASE), Sha256.of(TOP));
      assertThat(sink.committed().get(Sha256.of(TOP))).isEqualTo(TOP);
      assertThat(bundle(image)).as("the same bytes each time").isEqualTo(bundle);
    }
  }

  @Test
  void isATarThatOtherToolsRead() throws Exception {
    try (Image image = ImageSource.open(write("root.tar", BASE), options())) {
      Path bundle = write("bundle.tar", bundle(image));
      Process list =
          new ProcessBuilder("tar", "--list", "--file=" + bundle).redirectErrorStream(true).start();
      assertThat(new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
          .containsExactly(
              "image.json", "layers/" + image.layers().getFirst().descriptor().hex() + ".tar");
    }
  }

  @Test
  void refusesALayerThatIsNotWhatItsDigestSays() {
    byte[] changed = BASE.clone();
    changed[600] ^= 1;

    refused(bundle(manifest(BASE), entry(BASE, changed)))
        .hasMessageContaining("holds other content than its digest says");
    assertThat(sink.committed()).isEmpty();
  }

  @Test
  void refusesALayerThatIsLongerOrMissingOrNotNamed() {
    refused(bundle(manifest(BASE), entry(BASE, Arrays.copyOf(BASE, BASE.length + 512))))
        .hasMessageContaining("not as long as image.json says");
    refused(bundle(manifest(BASE, TOP), entry(BASE, BASE)))
        .hasMessageContaining("ends before 1 of its layers");
    refused(bundle(manifest(BASE), entry(TOP, TOP)))
        .hasMessageContaining("image.json does not name");
    refused(bundle(manifest(BASE), entry(BASE, BASE), entry(BASE, BASE)))
        .hasMessageContaining("image.json does not name");
    refused(new TestTar().file("layers/x", "x").build())
        .hasMessageContaining("does not begin with image.json");
    refused(new byte[1024]).hasMessageContaining("does not begin with image.json");
  }

  @Test
  void judgesTheEntriesOfALayerAgain() {
    byte[] hostile = new TestTar().file("bin/../../etc/passwd", "x").build();

    refused(bundle(manifest(hostile), entry(hostile, hostile)))
        .hasMessageContaining("leads out of the image");
    assertThat(sink.committed()).isEmpty();
  }

  @Test
  void stopsAtItsLimits() {
    byte[] bundle = bundle(manifest(BASE, TOP), entry(BASE, BASE), entry(TOP, TOP));

    assertThatThrownBy(() ->
            ImageBundle.read(
                new ByteArrayInputStream(bundle),
                new ImageLimits(2048, 100, 256, 1 << 20, 8),
                sink))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("over 2048 bytes");
    assertThatThrownBy(() ->
            ImageBundle.read(
                new ByteArrayInputStream(bundle),
                new ImageLimits(1 << 20, 100, 256, 1 << 20, 1),
                sink))
        .hasMessageContaining("over 1 layers");
    assertThatThrownBy(() ->
            ImageBundle.read(
                new ByteArrayInputStream(bundle), new ImageLimits(1 << 20, 100, 256, 10, 8), sink))
        .hasMessageContaining("image.json has over 10 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "{}",
        "{\"architecture\":\"amd64\",\"layers\":[{\"digest\":\"sha256:x\",\"size\":1}]}",
        "{\"architecture\":\"amd64\",\"config\":null,\"layers\":[]}",
        "{\"architecture\":\"amd64\",\"config\":{\"workdir\":\"/\"},\"layers\":[]}"
      })
  void refusesADamagedManifest(String json) {
    refused(new TestTar().file("image.json", json).build())
        .hasMessageContaining("image.json is damaged");
  }

  @Test
  void refusesEveryBundleThatWasCutOff() throws Exception {
    byte[] whole = bundle(manifest(BASE, TOP), entry(BASE, BASE), entry(TOP, TOP));
    // Three headers and one record of JSON; after the last layer only the end mark is missing.
    int content = 512 * 4 + BASE.length + TOP.length;
    for (int length = 0; length < content; length += 256) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .as("cut at %s", length)
          .isInstanceOfAny(ImageException.class, IOException.class);
    }
    assertThat(read(whole).manifest()).isEqualTo(manifest(BASE, TOP));
  }

  @Test
  void tellsAFullDiskFromADamagedImage() {
    byte[] bundle = bundle(manifest(BASE), entry(BASE, BASE));
    boolean[] committed = new boolean[1];
    BundleSink full =
        _ ->
            new BundleSink.PendingLayer() {
              @Override
              public OutputStream content() {
                return new OutputStream() {
                  @Override
                  public void write(int b) throws IOException {
                    throw new IOException("No space left on device");
                  }
                };
              }

              @Override
              public void commit() {
                committed[0] = true;
              }

              @Override
              public void close() {
                // Nothing is kept.
              }
            };

    assertThatThrownBy(
            () -> ImageBundle.read(new ByteArrayInputStream(bundle), ImageLimits.DEFAULT, full))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(committed[0]).isFalse();
  }

  private ImageOptions options() {
    return new ImageOptions(new Platform("linux", "amd64"), ImageLimits.DEFAULT, directory);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(directory.resolve(name), content);
  }

  private ReceivedImage read(byte[] bundle) throws IOException {
    return ImageBundle.read(new ByteArrayInputStream(bundle), ImageLimits.DEFAULT, sink);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] bundle) {
    return assertThatThrownBy(() -> read(bundle))
        .isInstanceOf(ImageException.class)
        .hasMessageNotContaining("\n");
  }

  private static byte[] bundle(Image image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    image.writeBundle(out);
    return out.toByteArray();
  }

  @FunctionalInterface
  private interface Entry {
    void addTo(TestTar tar);
  }

  private static Entry entry(byte[] named, byte[] content) {
    String hex = Sha256.of(named).substring("sha256:".length());
    return tar -> tar.file("layers/" + hex + ".tar", content);
  }

  private static byte[] bundle(ImageManifest manifest, Entry... entries) {
    TestTar tar = new TestTar().file("image.json", Json.write(manifest));
    for (Entry entry : entries) {
      entry.addTo(tar);
    }
    return tar.build();
  }

  private static ImageManifest manifest(byte[]... layers) {
    return new ImageManifest(
        "amd64",
        ImageConfig.EMPTY,
        Arrays.stream(layers)
            .map(layer -> new ImageLayer(Sha256.of(layer), layer.length))
            .toList());
  }
}
