package io.drayage.api.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Builds a tar in memory, hostile ones included. */
final class TestTar {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

  TestTar() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
  }

  /** A small root file system: a program and a configuration file. */
  static byte[] rootFileSystem() {
    return new TestTar()
        .directory("bin")
        .file("bin/server", "#!/bin/sh\n")
        .file("etc/x", "1")
        .build();
  }

  TestTar file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  TestTar file(String name, byte[] content) {
    return add(entry(name, TarConstants.LF_NORMAL, ""), content);
  }

  TestTar directory(String name) {
    return add(entry(name + "/", TarConstants.LF_DIR, ""), new byte[0]);
  }

  TestTar symlink(String name, String target) {
    return add(entry(name, TarConstants.LF_SYMLINK, target), new byte[0]);
  }

  TestTar hardLink(String name, String target) {
    return add(entry(name, TarConstants.LF_LINK, target), new byte[0]);
  }

  byte[] build() {
    try {
      tar.close();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The same bytes with a text replaced by one of equal length and the first header's sum mended.
   */
  static byte[] rename(byte[] tar, String from, String to) {
    String text = new String(tar, StandardCharsets.ISO_8859_1).replaceFirst(from, to);
    byte[] changed = text.getBytes(StandardCharsets.ISO_8859_1);
    Arrays.fill(changed, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += changed[i] & 0xFF;
    }
    byte[] octal = String.format("%06o\0 ", sum).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(octal, 0, changed, 148, octal.length);
    return changed;
  }

  private static TarArchiveEntry entry(String name, byte type, String link) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setLinkName(link);
    entry.setModTime(1_000_000_000_000L);
    return entry;
  }

  private TestTar add(TarArchiveEntry entry, byte[] content) {
    try {
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
