package io.drayage.runtime.criu;

import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A named pipe that only its owner may open (fifo(7)), held open for both ways: opening it for one
 * way waits for somebody at the other end, and what is in a pipe is lost when nobody has it open.
 * One thread may read while another writes.
 */
public final class NamedPipe implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile file;
  private final AtomicBoolean closed = new AtomicBoolean();

  private NamedPipe(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /** Makes one at {@code path}, in place of one that is there. */
  public static NamedPipe create(Path path) {
    try {
      Files.deleteIfExists(path);
      Subprocess.of("mkfifo", "-m", "600", path.toString()).runOrThrow();
      return new NamedPipe(path, new RandomAccessFile(path.toFile(), "rw"));
    } catch (IOException e) {
      throw new UncheckedIOException("pipe %s cannot be made".formatted(path), e);
    }
  }

  /** Where others open it. */
  public Path path() {
    return path;
  }

  /** Writes; no more than a pipe holds, 4096 bytes at least, for nobody may read yet. */
  public void write(String text) throws IOException {
    file.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a line, byte by byte, so that it never waits for more than the line. It keeps a virtual
   * thread's carrier while it waits.
   */
  public Optional<String> readLine() throws IOException {
    return Optional.ofNullable(file.readLine());
  }

  /** Closes and deletes it. Once: another pipe may be there the next time. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      file.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("pipe %s cannot be closed".formatted(path), e);
    }
  }
}
