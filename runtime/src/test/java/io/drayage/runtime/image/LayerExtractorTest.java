package io.drayage.runtime.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerExtractorTest {
  private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");

  @TempDir Path directory;

  @BeforeEach
  void needRoot() throws IOException {
    boolean root = Files.getAttribute(directory, "unix:uid").equals(0);
    if (!root) {
      System.out.println("not tested: unpacking layers (owners, devices, overlays) needs root");
    }
    assumeTrue(root, "needs root");
  }

  @Test
  void unpacksOwnersModesTimesLinksAndAttributes() throws Exception {
    byte[] tar =
        new Tar()
            .add("bin/", TarConstants.LF_DIR, "", entry -> {})
            .add(
                "bin/server",
                TarConstants.LF_NORMAL,
                "",
                entry -> {
                  entry.setIds(1234, 4321);
                  entry.setMode(04755);
                  entry.addPaxHeader("SCHILY.xattr.user.origin", "madrid");
                  entry.addPaxHeader("SCHILY.xattr.trusted.overlay.redirect", "/etc");
                })
            .add("bin/again", TarConstants.LF_LINK, "bin/server", entry -> {})
            .add("bin/sh", TarConstants.LF_SYMLINK, "/bin/server", entry -> {})
            .add(
                "dev-null",
                TarConstants.LF_CHR,
                "",
                entry -> {
                  entry.setDevMajor(1);
                  entry.setDevMinor(3);
                })
            .build();
    Path target = extract("layer", tar);

    Map<String, Object> server =
        Files.readAttributes(target.resolve("bin/server"), "unix:uid,gid,mode,nlink");
    assertThat(server)
        .containsEntry("uid", 1234)
        .containsEntry("gid", 4321)
        .containsEntry("mode", 0104755)
        .containsEntry("nlink", 2);
    assertThat(Files.getLastModifiedTime(target.resolve("bin")).toInstant()).isEqualTo(LONG_AGO);
    assertThat(Files.readSymbolicLink(target.resolve("bin/sh"))).hasToString("/bin/server");
    assertThat(Files.getAttribute(target.resolve("dev-null"), "unix:rdev")).isEqualTo(0x103L);
    assertThat(
            Files.getFileAttributeView(
                    target.resolve("bin/server"), UserDefinedFileAttributeView.class)
                .list())
        .containsExactly("origin");
    Result attributes =
        run(
            "tar",
            "--create",
            "--file=-",
            "--xattrs",
            "--xattrs-include=*",
            target.resolve("bin/server").toString());
    assertThat(attributes.output())
        .as("overlayfs's own attributes are never taken from a layer")
        .contains("SCHILY.xattr.user.origin=madrid")
        .doesNotContain("trusted.overlay");
  }

  @Test
  void overlayfsHidesWhatTheUpperLayerWhitesOut() throws Exception {
    byte[] base =
        new Tar()
            .file("etc/gone", "old")
            .file("etc/kept", "old")
            .file("opaque/old", "old")
            .file("deep/opaque/old", "old")
            .file("replaced/old", "old")
            .file("swapped", "old")
            .build();
    byte[] top =
        new Tar()
            .file("etc/.wh.gone", "")
            // The marker before its directory, as umoci writes it.
            .file("opaque/.wh..wh..opq", "")
            .add(
                "opaque/",
                TarConstants.LF_DIR,
                "",
                entry -> {
                  entry.setIds(7, 8);
                  entry.setMode(0750);
                })
            .file("opaque/new", "new")
            .file("deep/opaque/.wh..wh..opq", "")
            .file(".wh.replaced", "")
            .file("replaced/new", "new")
            .file(".wh.swapped", "")
            .file("swapped", "new")
            .file(".wh.never-was", "")
            .file(".wh..wh.plnk", "")
            .build();
    Path lower = extract("base", base);
    Path upper = extract("top", top);

    Result merged =
        inOverlay(
            upper, lower, "find . -type f | sort && cat swapped && stat -c '%a %u:%g' opaque");

    assertThat(merged.output().lines())
        .containsExactly("./etc/kept", "./opaque/new", "./replaced/new", "./swapped", "new750 7:8");
    assertThat(inOverlay(upper, lower, "ls -d deep/opaque").exitCode()).isZero();
    assertThat(Files.getAttribute(upper.resolve("etc/gone"), "unix:rdev")).isEqualTo(0L);
    assertThat(Files.getLastModifiedTime(upper.resolve("opaque")).toInstant())
        .as("a directory's time does not tell of the marker")
        .isEqualTo(LONG_AGO);
    assertThat(run("find", upper.toString(), "-name", ".wh.*").output()).isEmpty();
  }

  @Test
  void makesManyWhiteoutsWithAnyName() throws Exception {
    Tar lower = new Tar();
    Tar upper = new Tar();
    List<String> names =
        new ArrayList<>(List.of("with space", "ümlaut-日本", "-dash", "x".repeat(200)));
    for (int i = 0; i < 500; i++) {
      names.add("file" + i);
    }
    for (String name : names) {
      lower.file("d/" + name, "old");
      upper.file("d/.wh." + name, "");
    }
    Path base = extract("base", lower.build());
    Path top = extract("top", upper.build());

    assertThat(inOverlay(top, base, "find . -type f | wc -l").output().strip()).isEqualTo("0");
  }

  @Test
  void writesNothingOutsideItsDirectory() throws Exception {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    byte[] through =
        new Tar()
            .add("door", TarConstants.LF_SYMLINK, outside.toString(), entry -> {})
            .file("door/entered", "x")
            .build();
    byte[] dots = new Tar().file("../outside/entered", "x").build();
    byte[] whiteoutThrough =
        new Tar()
            .add("door", TarConstants.LF_SYMLINK, outside.toString(), entry -> {})
            .file("door/.wh.victim", "")
            .build();
    Files.writeString(outside.resolve("victim"), "here");

    for (byte[] tar : List.of(through, dots, whiteoutThrough)) {
      Path target = directory.resolve("hostile");
      assertThatThrownBy(() -> extract("hostile", tar)).isInstanceOf(IOException.class);
      assertThat(target).doesNotExist();
    }
    try (var files = Files.list(outside)) {
      assertThat(files).containsExactly(outside.resolve("victim"));
    }
  }

  @Test
  void leavesNothingOfALayerThatIsDamagedOrAnother() throws Exception {
    byte[] tar = new Tar().file("etc/motd", "hello").build();
    byte[] other = new Tar().file("etc/motd", "other").build();
    byte[] cut = Arrays.copyOf(tar, 700);

    assertThatThrownBy(() ->
            LayerExtractor.extract(
                new ByteArrayInputStream(other), digest(tar), directory.resolve("layer")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds other content than its digest says")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() ->
            LayerExtractor.extract(
                new ByteArrayInputStream(cut), digest(cut), directory.resolve("layer")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tar refused it");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void hashesWhatComesAfterTheEndMark() throws Exception {
    byte[] tar = new Tar().file("etc/motd", "hello").build();
    byte[] longer = Arrays.copyOf(tar, tar.length + (1 << 20));
    longer[longer.length - 1] = 1;

    Path target = extract("layer", longer);

    assertThat(target.resolve("etc/motd")).hasContent("hello");
  }

  @Test
  void keepsALayerThatIsThereAlready() throws Exception {
    byte[] tar = new Tar().file("etc/motd", "hello").build();
    Path target = extract("layer", tar);
    Files.writeString(target.resolve("marker"), "mine");

    LayerExtractor.extract(
        new ByteArrayInputStream(new byte[0]), digest(tar), directory.resolve("layer"));

    assertThat(target.resolve("marker")).exists();
  }

  @Test
  void letsSeveralUnpackTheSameLayerAtOnce() throws Exception {
    byte[] tar = new Tar().file("etc/motd", "hello").file("etc/.wh.x", "").build();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Path>> attempts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        attempts.add(() -> extract("layer", tar));
      }
      for (Future<Path> done : threads.invokeAll(attempts)) {
        assertThat(done.get().resolve("etc/motd")).hasContent("hello");
      }
    }
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("layer"));
    }
  }

  private Path extract(String name, byte[] tar) throws Exception {
    Path target = directory.resolve(name);
    LayerExtractor.extract(new ByteArrayInputStream(tar), digest(tar), target);
    return target;
  }

  private static String digest(byte[] tar) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(tar);
    return "sha256:" + HexFormat.of().formatHex(digest);
  }

  private record Result(int exitCode, String output) {}

  /** Mounts both layers as one overlay, in a mount namespace that ends with the command. */
  private Result inOverlay(Path upper, Path lower, String command) throws Exception {
    Path merged = Files.createDirectories(directory.resolve("merged"));
    return run(
        "unshare",
        "--mount",
        "--propagation=private",
        "sh",
        "-ec",
        "mount -t overlay overlay -o ro,lowerdir=%s:%s %s && cd %s && %s"
            .formatted(upper, lower, merged, merged, command));
  }

  private static Result run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  /** Builds a tar as another tool would. */
  private static final class Tar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

    Tar() {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    Tar file(String name, String content) throws IOException {
      return add(name, TarConstants.LF_NORMAL, "", content, entry -> {});
    }

    Tar add(String name, byte type, String link, Consumer<TarArchiveEntry> how) throws IOException {
      return add(name, type, link, "", how);
    }

    byte[] build() throws IOException {
      tar.close();
      return bytes.toByteArray();
    }

    private Tar add(
        String name, byte type, String link, String content, Consumer<TarArchiveEntry> how)
        throws IOException {
      byte[] data = content.getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
      entry.setLinkName(link);
      entry.setSize(data.length);
      entry.setModTime(LONG_AGO.toEpochMilli());
      how.accept(entry);
      tar.putArchiveEntry(entry);
      tar.write(data);
      tar.closeArchiveEntry();
      return this;
    }
  }
}
