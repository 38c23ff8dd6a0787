package io.drayage.runtime.criu;

import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Named pipes that only their owner may open (fifo(7)). */
public final class NamedPipe {
  private NamedPipe() {}

  /** Makes one, in place of one that is there. */
  public static void make(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("pipe %s cannot be replaced".formatted(path), e);
    }
    Subprocess.of("mkfifo", "-m", "600", path.toString()).runOrThrow();
  }
}
