package io.drayage.lab.machine;

import io.drayage.platform.kernel.Sysctl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine's fs.pipe-max-size, which a lab raises: a root without CAP_SYS_RESOURCE cannot make a
 * pipe larger than that, and CRIU needs large ones. The old value is kept in a file first, so that
 * the last lab to go puts it back.
 */
public final class PipeLimit {
  private static final long NEEDED = 67_108_864;

  private final Sysctl sysctl;
  private final Path saved;

  public PipeLimit(Path saved) {
    this(Sysctl.named("fs.pipe-max-size"), saved);
  }

  PipeLimit(Sysctl sysctl, Path saved) {
    this.sysctl = sysctl;
    this.saved = saved;
  }

  /** Raises the limit, unless it is high enough. */
  public void raise() {
    try {
      long old = sysctl.number();
      if (old < NEEDED) {
        Files.writeString(saved, Long.toString(old));
        sysctl.write(Long.toString(NEEDED));
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
          sysctl.write(old);
        }
        Files.delete(saved);
      }
    } catch (IOException e) {
      throw new LabException("cannot restore fs.pipe-max-size: " + e.getMessage(), e);
    }
  }
}
