package io.drayage.api.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryImageTest {
  private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02.123456789Z");

  @TempDir Path directory;
  private Path root;

  @BeforeEach
  void makeARootFileSystem() throws Exception {
    root = Files.createDirectories(directory.resolve("root"));
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    Path server = Files.writeString(root.resolve("usr/bin/server"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(server, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createLink(root.resolve("usr/bin/again"), server);
    Files.createDirectory(root.resolve("etc"));
    Files.writeString(root.resolve("etc/motd"), "hello");
    Files.setLastModifiedTime(root.resolve("etc/motd"), FileTime.from(LONG_AGO));
  }

  @Test
  void keepsLinksModesAndTimesInOrder() throws Exception {
    try (Image image = ImageSource.open(root)) {
      Map<String, TarArchiveEntry> entries = entries(image);

      assertThat(entries.keySet())
          .containsExactly(
              "./",
              "./bin",
              "./etc/",
              "./etc/motd",
              "./usr/",
              "./usr/bin/",
              "./usr/bin/again",
              "./usr/bin/server");
      assertThat(entry(entries, "./bin").getLinkName()).isEqualTo("usr/bin");
      assertThat(entry(entries, "./usr/bin/server").isLink()).isTrue();
      assertThat(entry(entries, "./usr/bin/server").getLinkName()).isEqualTo("./usr/bin/again");
      assertThat(entry(entries, "./usr/bin/again").getMode() & 07777).isEqualTo(0755);
      assertThat(entry(entries, "./etc/motd").getLastModifiedTime().toInstant())
          .isEqualTo(LONG_AGO);
      assertThat(entries.values()).allMatch(entry -> entry.getUserName().isEmpty());
    }
  }

  @Test
  void givesTheSameBytesForACopyMadeInAnotherOrder() throws Exception {
    Path copy = directory.resolve("copy");
    assertThat(
            new ProcessBuilder("cp", "--archive", root.toString(), copy.toString())
                .start()
                .waitFor())
        .isZero();
    // Read the files, so that the times of access differ.
    assertThat(Files.readString(copy.resolve("etc/motd"))).isEqualTo("hello");

    try (Image one = ImageSource.open(root);
        Image other = ImageSource.open(copy)) {
      assertThat(other.id()).isEqualTo(one.id());
    }
    Files.writeString(copy.resolve("etc/motd"), "other");
    try (Image one = ImageSource.open(root);
        Image changed = ImageSource.open(copy)) {
      assertThat(changed.id()).isNotEqualTo(one.id());
    }
  }

  @Test
  void keepsExtendedAttributes() throws Exception {
    UserDefinedFileAttributeView attributes =
        Files.getFileAttributeView(root.resolve("etc/motd"), UserDefinedFileAttributeView.class);
    attributes.write("origin", StandardCharsets.UTF_8.encode("madrid"));

    try (Image image = ImageSource.open(root)) {
      assertThat(entry(entries(image), "./etc/motd").getExtraPaxHeaders())
          .containsEntry("SCHILY.xattr.user.origin", "madrid");
    }
  }

  @Test
  void keepsDevicesAndNumericOwners() throws Exception {
    Path device = root.resolve("null");
    boolean made =
        new ProcessBuilder("mknod", device.toString(), "c", "1", "3").start().waitFor() == 0
            && new ProcessBuilder("chown", "12345:54321", root.resolve("etc/motd").toString())
                    .start()
                    .waitFor()
                == 0;
    if (!made) {
      System.out.println("not tested: devices and owners in images need root");
    }
    assumeTrue(made, "devices and owners need root");

    try (Image image = ImageSource.open(root)) {
      TarArchiveEntry entry = entry(entries(image), "./null");
      assertThat(entry.isCharacterDevice()).isTrue();
      assertThat(entry.getDevMajor()).isEqualTo(1);
      assertThat(entry.getDevMinor()).isEqualTo(3);
      TarArchiveEntry motd = entry(entries(image), "./etc/motd");
      assertThat(motd.getLongUserId()).isEqualTo(12345);
      assertThat(motd.getLongGroupId()).isEqualTo(54321);
    }
  }

  private static TarArchiveEntry entry(Map<String, TarArchiveEntry> entries, String name) {
    TarArchiveEntry entry = entries.get(name);
    assertThat(entry).as(name).isNotNull();
    return Objects.requireNonNull(entry);
  }

  private static Map<String, TarArchiveEntry> entries(Image image) throws IOException {
    Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
    try (InputStream in = image.layers().getFirst().open();
        TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.put(entry.getName(), entry);
      }
    }
    return entries;
  }
}
