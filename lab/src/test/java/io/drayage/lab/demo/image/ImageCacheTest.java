package io.drayage.lab.demo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCacheTest {

  private static final Instant PACKAGED = Instant.parse("2025-07-17T15:05:00Z");
  private static final ImageProgress SILENT = (_, _) -> {};

  @TempDir private Path directory;
  private DebianRoot root;
  private ImageCache cache;

  @BeforeEach
  void makeRoot() throws IOException {
    root = new DebianRoot(Files.createDirectory(directory.resolve("root")));
    cache = new ImageCache(directory.resolve("images"));
    root.install("app", "", "/usr/bin/app", "/usr/share/doc/app/copyright");
  }

  @Test
  void theImageHoldsThePackagesAndTheRecipesOwnFiles() throws IOException {
    var recipe = new ImageRecipe("demo", List.of("app"), Map.of("/srv/own.js", "own"));

    assertThat(entries(cache.tar(recipe, root.path(), SILENT)))
        .containsKeys("usr/", "usr/bin/", "usr/bin/app", "etc/coreutils", "srv/own.js");
  }

  @Test
  void aFileThatNoPackageListsIsTakenFromTheRootAndItsChangeMakesANewImage() throws IOException {
    Path own = root.path().resolve("usr/local/own");
    Files.createDirectories(own.resolveSibling("."));
    Files.writeString(own, "one");
    var recipe = new ImageRecipe("demo", List.of(), Map.of(), List.of("/usr/local/own"));
    Path first = cache.tar(recipe, root.path(), SILENT);
    Files.writeString(own, "two");

    assertThat(entries(first)).containsKey("usr/local/own");
    assertThat(cache.tar(recipe, root.path(), SILENT)).isNotEqualTo(first);
  }

  @Test
  void aFileThatTheRootLacksIsNamed() {
    var recipe = new ImageRecipe("demo", List.of(), Map.of(), List.of("/usr/local/none"));

    assertThatThrownBy(() -> cache.tar(recipe, root.path(), SILENT))
        .isInstanceOf(ImageBuildException.class)
        .hasMessageContaining("/usr/local/none");
  }

  @Test
  void whatARunningServiceNeverReadsStaysOut() throws IOException {
    assertThat(entries(build()).keySet())
        .noneMatch(name -> name.startsWith("usr/share/doc") || name.startsWith("var/lib/dpkg"));
  }

  @Test
  void modesTimesAndLinksAreKept() throws IOException {
    Path bin = root.path().resolve("usr/bin");
    Files.setPosixFilePermissions(bin.resolve("app"), PosixFilePermissions.fromString("rwxr-x--x"));
    Files.createLink(bin.resolve("hard"), bin.resolve("app"));
    Files.createSymbolicLink(bin.resolve("soft"), Path.of("app"));
    root.install("links", "", "/usr/bin/hard", "/usr/bin/soft");
    Files.setLastModifiedTime(bin.resolve("app"), FileTime.from(PACKAGED));

    Map<String, TarArchiveEntry> entries =
        entries(
            cache.tar(
                new ImageRecipe("demo", List.of("app", "links"), Map.of()), root.path(), SILENT));

    TarArchiveEntry app = entry(entries, "usr/bin/app");
    assertThat(app.getMode() & 07777).isEqualTo(0751);
    assertThat(app.getLastModifiedTime().toInstant()).isEqualTo(PACKAGED);
    assertThat(entry(entries, "usr/bin/hard").isLink()).isTrue();
    assertThat(entry(entries, "usr/bin/hard").getLinkName()).isEqualTo("usr/bin/app");
    assertThat(entry(entries, "usr/bin/soft").isSymbolicLink()).isTrue();
    assertThat(entry(entries, "usr/bin/soft").getLinkName()).isEqualTo("app");
  }

  @Test
  void aListedPathBelowALinkedDirectoryLandsWhereItReallyLies() throws IOException {
    Files.createDirectories(root.path().resolve("usr/lib"));
    Files.createSymbolicLink(root.path().resolve("lib"), Path.of("usr/lib"));
    root.install("old", "", "/lib", "/lib/old.so");

    Map<String, TarArchiveEntry> entries =
        entries(cache.tar(new ImageRecipe("demo", List.of("old"), Map.of()), root.path(), SILENT));

    assertThat(entries).containsKeys("lib", "usr/lib/old.so").doesNotContainKey("lib/old.so");
    assertThat(entry(entries, "lib").isSymbolicLink()).isTrue();
  }

  @Test
  void anUnchangedImageIsNotBuiltAgain() throws IOException {
    Path first = build();
    var files = new AtomicInteger();

    Path second = cache.tar(recipe("1"), root.path(), (done, _) -> files.set(done));

    assertThat(second).isEqualTo(first);
    assertThat(files).hasValue(0);
  }

  @Test
  void theSameInputMakesTheSameBytes() throws IOException {
    Path other = new ImageCache(directory.resolve("other")).tar(recipe("1"), root.path(), SILENT);

    assertThat(build()).hasSameBinaryContentAs(other);
  }

  @Test
  void aChangedFileMakesANewImage() throws IOException {
    assertThat(cache.tar(recipe("2"), root.path(), SILENT)).isNotEqualTo(build());
  }

  @Test
  void aBuildThatFailsLeavesNothingBehind() throws IOException {
    ImageProgress failing =
        (_, _) -> {
          throw new IllegalStateException("interrupted");
        };

    assertThatThrownBy(() -> cache.tar(recipe("1"), root.path(), failing))
        .isInstanceOf(IllegalStateException.class);
    try (Stream<Path> left = Files.list(directory.resolve("images"))) {
      assertThat(left).isEmpty();
    }
  }

  private Path build() throws IOException {
    return cache.tar(recipe("1"), root.path(), SILENT);
  }

  private static ImageRecipe recipe(String contents) {
    return new ImageRecipe("demo", List.of("app"), Map.of("/srv/own.js", contents));
  }

  private static TarArchiveEntry entry(Map<String, TarArchiveEntry> entries, String name) {
    assertThat(entries).containsKey(name);
    return entries.getOrDefault(name, new TarArchiveEntry(name));
  }

  private static Map<String, TarArchiveEntry> entries(Path tar) throws IOException {
    assertThat(Files.isRegularFile(tar, LinkOption.NOFOLLOW_LINKS)).isTrue();
    Map<String, TarArchiveEntry> entries = new TreeMap<>();
    try (var in =
        new TarArchiveInputStream(Files.newInputStream(tar), StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        assertThat(entries.put(entry.getName(), entry)).as(entry.getName()).isNull();
      }
    }
    return entries;
  }
}
