package io.drayage.runtime.criu;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A named pipe in a configuration file's place, at which a CRIU that was started ahead of time
 * waits for its last options (criu(8), "CONFIGURATION FILES"): being loaded and linked, which takes
 * it ten milliseconds and more, is behind it then.
 *
 * <p>A CRIU whose gate is shut unopened, as by the agent's death, lacks those options and fails.
 * Owned by one thread at a time.
 */
public final class StartGate implements AutoCloseable {
  /** The environment variable that tells CRIU of the pipe. */
  public static final String VARIABLE = "CRIU_CONFIG_FILE";

  private final Path path;
  private final RandomAccessFile pipe;

  private StartGate(Path path, RandomAccessFile pipe) {
    this.path = path;
    this.pipe = pipe;
  }

  /** Makes the pipe anew at {@code path}. */
  public static StartGate create(Path path) {
    NamedPipe.make(path);
    try {
      // For both ways: opening it for one way waits for somebody at the other end.
      return new StartGate(path, new RandomAccessFile(path.toFile(), "rw"));
    } catch (IOException e) {
      throw new UncheckedIOException("pipe %s cannot be opened".formatted(path), e);
    }
  }

  /** Where CRIU reads. */
  public Path path() {
    return path;
  }

  /**
   * Lets CRIU begin.
   *
   * @param options long ones without their dashes, each with its value; fewer bytes than a pipe
   *     holds, 4096 at least
   */
  public void open(List<String> options) throws IOException {
    pipe.write((String.join("\n", options) + "\n").getBytes(StandardCharsets.UTF_8));
    pipe.close();
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
