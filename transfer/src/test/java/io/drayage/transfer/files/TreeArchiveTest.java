package io.drayage.transfer.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drayage.platform.process.Subprocess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real tree on a real file system, copied as an agent does it: whole, then what changed. */
class TreeArchiveTest {
  private static final String OPAQUE = "SCHILY.xattr.trusted.overlay.opaque";

  private @TempDir Path directory;
  private Path source = Path.of("unset");
  private Path copy = Path.of("unset");
  private TreeArchive archive = new TreeArchive(source, copy);

  @BeforeEach
  void trees() throws IOException {
    boolean root = System.getProperty("user.name").equals("root");
    if (!root) {
      System.err.println("TreeArchiveTest is skipped: ownership and devices need root");
    }
    Assumptions.assumeTrue(root, "ownership and devices need root");
    source = Files.createDirectory(directory.resolve("source"));
    copy = directory.resolve("copy");
    archive = new TreeArchive(source, directory.resolve("sent"));
  }

  @Test
  void copiesContentsModesOwnersAndTimesToTheNanosecond() throws IOException {
    Path file = write("data/file", "content");
    sh("chown 12345:23456 data/file && chmod 4751 data/file && chmod 1777 data");
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000, 123456789)));
    Files.setLastModifiedTime(
        source.resolve("data"), FileTime.from(Instant.ofEpochSecond(1_600_000_000, 987654321)));

    round();

    assertThat(copy.resolve("data/file")).hasContent("content");
    for (String path : List.of("data", "data/file")) {
      assertThat(attributes(copy.resolve(path))).isEqualTo(attributes(source.resolve(path)));
    }
  }

  @Test
  void laterRoundsSendWhatChangedAndRemoveWhatIsGone() throws IOException {
    Path kept = write("kept", "x".repeat(1_000_000));
    await().until(() -> Instant.now().isAfter(written(kept).plusMillis(200)));
    write("changed", "before");
    write("removed", "gone soon");
    write("directory/removed", "gone soon");
    write("emptied/file", "gone soon");
    round();

    write("changed", "after");
    write("added/deep/file", "new");
    sh("rm -r removed directory emptied/file");
    int sent = round();

    assertSame();
    assertThat(copy.resolve("changed")).hasContent("after");
    assertThat(copy.resolve("removed")).doesNotExist();
    assertThat(copy.resolve("directory")).doesNotExist();
    assertThat(sent).as("bytes of the second round").isLessThan(500_000);
  }

  @Test
  void renamesOfFilesAndDirectoriesAreFollowed() throws IOException {
    write("file", "a file");
    write("old/sub/one", "1");
    write("old/sub/two", "2");
    write("left/inner/three", "3");
    Files.createDirectory(source.resolve("right"));
    round();

    sh("mv file renamed && mv old new && mv left/inner right/moved");
    write("new/sub/one", "changed after the move");
    round();

    assertSame();
    assertThat(copy.resolve("new/sub/one")).hasContent("changed after the move");
    assertThat(copy.resolve("old")).doesNotExist();
    assertThat(copy.resolve("right/moved/three")).hasContent("3");
  }

  @Test
  void directoriesThatSwapTheirNamesAreFollowed() throws IOException {
    write("a/file", "was in a");
    write("b/file", "was in b");
    round();

    sh("mv a c && mv b a && mv c b");
    round();

    assertSame();
    assertThat(copy.resolve("a/file")).hasContent("was in b");
  }

  @Test
  void directoryThatWasRemovedAndMadeAnewHoldsOnlyWhatIsNew() throws IOException {
    write("cache/old", "old");
    write("cache/sub/old", "old");
    round();

    sh("rm -r cache");
    write("cache/new", "new");
    round();

    assertSame();
    assertThat(copy.resolve("cache/old")).doesNotExist();
  }

  @Test
  void directoryMayBecomeAFile() throws IOException {
    write("changing/inside", "file");
    round();

    sh("rm -r changing");
    write("changing", "a file now");
    round();

    assertSame();
  }

  @Test
  void fileMayBecomeADirectoryOrALink() throws IOException {
    write("to-directory", "file");
    write("to-link", "file");
    round();

    sh("rm to-directory to-link; mkdir to-directory; ln -s nowhere to-link");
    write("to-directory/inside", "file");
    round();

    assertSame();
    assertThat(Files.readSymbolicLink(copy.resolve("to-link"))).hasToString("nowhere");
  }

  @Test
  void nothingIsWrittenThroughALinkThatBecameADirectory() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.writeString(outside.resolve("passwd"), "the host's own");
    Files.createSymbolicLink(source.resolve("link"), outside);
    round();

    Files.delete(source.resolve("link"));
    write("link/passwd", "the container's");
    write("link/more", "the container's");
    round();

    assertSame();
    assertThat(outside.resolve("passwd")).hasContent("the host's own");
    assertThat(outside.resolve("more")).doesNotExist();
  }

  @Test
  void hardLinksStayLinked() throws IOException {
    write("one", "shared");
    sh("ln one two");
    round();
    write("one", "shared again");
    sh("ln one three");
    round();

    assertSame();
    Object inode = Files.getAttribute(copy.resolve("one"), "unix:ino");
    assertThat(Files.getAttribute(copy.resolve("two"), "unix:ino")).isEqualTo(inode);
    assertThat(Files.getAttribute(copy.resolve("three"), "unix:ino")).isEqualTo(inode);
  }

  @Test
  void extendedAttributesOfUsersAndOfOverlayfsAreKept() throws IOException {
    Path file = write("directory/file", "text");
    var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    view.write("note", java.nio.ByteBuffer.wrap(new byte[] {1, 0, 2}));
    overlayOpaque(source, "directory");

    round();

    var copied =
        Files.getFileAttributeView(
            copy.resolve("directory/file"), UserDefinedFileAttributeView.class);
    var value = java.nio.ByteBuffer.allocate(8);
    copied.read("note", value);
    assertThat(value.flip().remaining()).isEqualTo(3);
    assertThat(value.get(2)).isEqualTo((byte) 2);
    var again = new ByteArrayOutputStream();
    new TreeArchive(copy, directory.resolve("again")).writeChanges(again);
    assertThat(overlayOpaque(again.toByteArray(), "./directory")).isEqualTo("y");
  }

  @Test
  void fileCapabilitiesAreKept() throws IOException {
    write("program", "#!/bin/sh");
    sh("setcap cap_net_raw+ep program");

    round();

    assertThat(Subprocess.of("getcap", copy.resolve("program").toString()).runOrThrow().stdout())
        .contains("cap_net_raw");
  }

  @Test
  void holesStayHoles() throws IOException {
    try (var file = new RandomAccessFile(source.resolve("sparse").toFile(), "rw")) {
      file.setLength(1L << 30);
      file.seek(1L << 29);
      file.write(new byte[] {1, 2, 3});
    }

    int sent = round();

    assertSame();
    assertThat(copy.resolve("sparse")).hasSize(1L << 30);
    long blocks =
        Long.parseLong(
            Subprocess.of("stat", "--format=%b", copy.resolve("sparse").toString())
                .runOrThrow()
                .stdout()
                .strip());
    assertThat(blocks * 512).isLessThan(1 << 20);
    assertThat(sent).isLessThan(1 << 20);
  }

  @Test
  void whiteoutsDevicesPipesAndLinksAreKept() throws IOException {
    sh("mknod whiteout c 0 0; mknod disk b 7 200; mkfifo pipe; ln -s /absolute/target link");

    round();

    String format = "--format=%n %F %t %T %a";
    var names = List.of("whiteout", "disk", "pipe");
    for (String name : names) {
      assertThat(stat(format, copy, name)).isEqualTo(stat(format, source, name));
    }
    assertThat(Files.readSymbolicLink(copy.resolve("link"))).hasToString("/absolute/target");
  }

  @Test
  void oddNamesAreKept() throws IOException {
    for (String name : List.of("-rf", "a b", "new\nline", "grüße", "*", "--checkpoint=1", ".dot")) {
      write(name, name);
    }

    round();

    assertSame();
    assertThat(copy.resolve("new\nline")).hasContent("new\nline");
  }

  @Test
  void fileThatChangesWhileItIsReadIsNoErrorAndComesWithTheNextRound() throws IOException {
    // Often enough to hit the tick of the kernel's clock in which tar started.
    for (int i = 0; i < 15; i++) {
      Path file = write("log", "x".repeat(1_000_000));
      var first = new ByteArrayOutputStream();
      // tar blocks on the full pipe in the middle of the file while this appends to it.
      archive.writeChanges(onFirstWrite(() -> append(file), first));
      unpack(first.toByteArray());
      archive.delivered();

      round();

      assertSame();
      assertThat(copy.resolve("log")).hasSize(1_000_008);
    }
  }

  @Test
  void roundThatWasNotDeliveredComesAgain() throws IOException {
    write("kept", "before");
    round();
    write("kept", "after");
    write("new", "new");
    archive.writeChanges(OutputStream.nullOutputStream());

    round();

    assertSame();
    assertThat(copy.resolve("kept")).hasContent("after");
  }

  @Test
  void treeThatIsNotThereIsAnError() {
    var missing = new TreeArchive(directory.resolve("missing"), directory.resolve("sent"));

    assertThatThrownBy(() -> missing.writeChanges(OutputStream.nullOutputStream()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be read")
        .hasMessageContaining("No such file");
  }

  @Test
  void archiveThatIsCutOffOrNoneIsRefused() throws IOException {
    write("file", "x".repeat(100_000));
    var bytes = new ByteArrayOutputStream();
    archive.writeChanges(bytes);

    assertThatThrownBy(() -> unpack(java.util.Arrays.copyOf(bytes.toByteArray(), 50_000)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> unpack("no archive at all".repeat(100).getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(IOException.class);
  }

  private Path write(String name, String content) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, content);
  }

  private int round() throws IOException {
    var bytes = new ByteArrayOutputStream();
    archive.writeChanges(bytes);
    unpack(bytes.toByteArray());
    archive.delivered();
    return bytes.size();
  }

  private void unpack(byte[] bytes) throws IOException {
    try (OutputStream out = TreeArchive.unpackInto(copy)) {
      out.write(bytes);
    }
  }

  private static OutputStream onFirstWrite(Runnable action, OutputStream to) {
    return new FilterOutputStream(to) {
      private boolean done;

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!done) {
          done = true;
          action.run();
        }
        out.write(bytes, offset, length);
      }
    };
  }

  private static Instant written(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "appended", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void sh(String script) {
    Subprocess.of("sh", "-ec", script).directory(source).runOrThrow();
  }

  private void assertSame() {
    var diff =
        Subprocess.of("diff", "-r", "--no-dereference", source.toString(), copy.toString()).run();
    assertThat(diff.stdout()).isEmpty();
    assertThat(diff.exit()).isZero();
  }

  private static String stat(String format, Path tree, String name) {
    return Subprocess.of("stat", format, name).directory(tree).runOrThrow().stdout();
  }

  private static Map<String, Object> attributes(Path path) throws IOException {
    return Files.readAttributes(
        path, "unix:mode,uid,gid,lastModifiedTime,size", LinkOption.NOFOLLOW_LINKS);
  }

  /** Java reaches attributes of users only, so an archive brings overlayfs's and shows it. */
  private static void overlayOpaque(Path tree, String name) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      var entry = new TarArchiveEntry(name + "/");
      entry.addPaxHeader(OPAQUE, "y");
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    Subprocess.of("tar", "-x", "--xattrs", "--xattrs-include=*", "-C", tree.toString())
        .stdin(bytes.toByteArray())
        .runOrThrow();
  }

  private static String overlayOpaque(byte[] archive, String name) throws IOException {
    try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals(name + "/")) {
          return String.valueOf(entry.getExtraPaxHeader(OPAQUE));
        }
      }
    }
    return "no such directory";
  }
}
