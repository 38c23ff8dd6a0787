package io.drayage.lab.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine's fs.pipe-max-size, which a lab raises: a root without CAP_SYS_RESOURCE cannot make a
 * pipe larger than that, and CRIU needs large ones. The old value is kept in a file first, so that
 * the last lab to go puts it back.
 */
public final class PipeLimit {
  private static final long NEEDED = 67_108_864;

  private static final int LONGEST_VALUE = 64;

  private final Path sysctl;
  private final Path saved;

  public PipeLimit(Path saved) {
    this(Path.of("/proc/sys/fs/pipe-max-size"), saved);
  }

  PipeLimit(Path sysctl, Path saved) {
    this.sysctl = sysctl;
    this.saved = saved;
  }

  /** Raises the limit, unless it is high enough. */
  public void raise() {
    try {
      String old = value(sysctl);
      if (Long.parseLong(old) < NEEDED) {
        Files.writeString(saved, old);
        Files.writeString(sysctl, Long.toString(NEEDED));
      }
    } catch (IOException e) {
      throw new LabException(
          "cannot raise fs.pipe-max-size, which CRIU needs: " + e.getMessage(), e);
    }
  }

  /** Puts the old value back, if this raised it. */
  public void restore() {
    try {
      if (Files.exists(saved)) {
        String old = Files.readString(saved).strip();
        if (!old.isEmpty()) {
          Files.writeString(sysctl, old);
        }
        Files.delete(saved);
      }
    } catch (IOException e) {
      throw new LabException("cannot restore fs.pipe-max-size: " + e.getMessage(), e);
    }
  }

  /** A sysctl gives its value to the first read alone, however small that is. */
  private static String value(Path sysctl) throws IOException {
    try (InputStream in = Files.newInputStream(sysctl)) {
      byte[] buffer = new byte[LONGEST_VALUE];
      int length = in.read(buffer);
      return new String(buffer, 0, Math.max(0, length), StandardCharsets.US_ASCII).strip();
    }
  }
}
