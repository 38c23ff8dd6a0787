package io.drayage.runtime.runc;

import io.drayage.runtime.criu.LastOptions;
import io.drayage.runtime.criu.NamedPipe;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A named pipe through which a {@link WaitingRestore} gets its last options. Held open for as long
 * as that may read: what is in a pipe is lost when nobody has it open. Owned by one thread at a
 * time.
 */
final class RestoreGate implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile pipe;

  private RestoreGate(Path path, RandomAccessFile pipe) {
    this.path = path;
    this.pipe = pipe;
  }

  /** Makes the pipe anew at {@code path}. */
  static RestoreGate create(Path path) {
    NamedPipe.make(path);
    try {
      // For both ways: opening it for one way waits for somebody at the other end.
      return new RestoreGate(path, new RandomAccessFile(path.toFile(), "rw"));
    } catch (IOException e) {
      throw new UncheckedIOException("pipe %s cannot be opened".formatted(path), e);
    }
  }

  /** Where the restore reads. */
  Path path() {
    return path;
  }

  /** Lets the restore begin. */
  void open(List<String> options) throws IOException {
    pipe.write(LastOptions.text(options).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      pipe.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("pipe %s cannot be closed".formatted(path), e);
    }
  }
}
