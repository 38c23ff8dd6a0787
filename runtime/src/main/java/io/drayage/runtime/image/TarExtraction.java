package io.drayage.runtime.image;

import io.drayage.platform.process.RunningProcess;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Unpacks a tar with GNU tar, as root with owners, modes, times and devices. Names that lead out of
 * the directory are refused by tar, and links that do are made last, so that nothing is written
 * through them.
 */
final class TarExtraction {
  private static final int CHUNK = 128 * 1024;

  private TarExtraction() {}

  /**
   * Unpacks into an existing directory.
   *
   * @param tar read to its end, not closed
   * @param attributes which extended attributes to set, as tar's patterns
   * @throws IOException when the tar is damaged or the disk is full
   */
  static void run(InputStream tar, Path directory, List<String> attributes) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "tar",
                "--extract",
                "--file=-",
                "--directory=" + directory.toAbsolutePath(),
                "--numeric-owner",
                "--preserve-permissions",
                "--same-owner",
                "--delay-directory-restore",
                "--warning=no-timestamp",
                "--xattrs"));
    attributes.forEach(pattern -> command.add("--xattrs-include=" + pattern));
    try (RunningProcess running =
        Subprocess.of(command).env("LC_ALL", "C").env("TAR_OPTIONS", "").stdinPiped().start()) {
      feed(tar, running.stdin());
      if (running.await() != 0) {
        throw new IOException("tar refused it: " + lastLine(running.stderrTail()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a layer was unpacked");
    }
  }

  /** Reads on when tar has read enough or failed: the whole stream is to be hashed. */
  private static void feed(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[CHUNK];
    boolean taken = true;
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      taken = taken && write(to, buffer, n);
    }
    if (taken) {
      close(to);
    }
  }

  private static boolean write(OutputStream to, byte[] buffer, int length) {
    try {
      to.write(buffer, 0, length);
      return true;
    } catch (IOException e) {
      return false; // EPIPE: tar's exit code says whether it had read enough
    }
  }

  private static void close(OutputStream to) {
    try {
      to.close();
    } catch (IOException e) {
      // EPIPE again, at the flush.
    }
  }

  private static String lastLine(String text) {
    return text.lines()
        .filter(
            line -> !line.contains("Exiting with failure") && !line.contains("Error is not rec"))
        .reduce("no reason given", (before, line) -> line);
  }
}
