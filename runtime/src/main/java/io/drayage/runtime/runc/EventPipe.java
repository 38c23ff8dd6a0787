package io.drayage.runtime.runc;

import io.drayage.runtime.RuntimeFailure;
import io.drayage.runtime.criu.NamedPipe;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A named pipe through which short-lived helpers of a container report to the agent, a line each.
 *
 * <p>It is opened for reading and writing at once, so that neither side waits for the other to open
 * it. One thread owns it; another one of its own reads.
 */
final class EventPipe implements AutoCloseable {
  private static final String CLOSED = "closed";

  /** How often it is looked whether anybody is left to write; a dead one's last line takes less. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Path path;
  private final RandomAccessFile file;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private EventPipe(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /** Makes the pipe anew at {@code path} and starts to read it. */
  static EventPipe create(Path path) {
    NamedPipe.make(path);
    try {
      var pipe = new EventPipe(path, new RandomAccessFile(path.toFile(), "rw"));
      // A platform thread: one that is virtual keeps its carrier while it reads a named pipe, and a
      // prepared restore's is read for as long as its container is copied.
      Thread.ofPlatform().daemon().name("events " + path).start(pipe::read);
      return pipe;
    } catch (IOException e) {
      throw new UncheckedIOException("pipe %s cannot be opened".formatted(path), e);
    }
  }

  /** Where helpers write. */
  Path path() {
    return path;
  }

  /**
   * The next line.
   *
   * @throws RuntimeFailure when none comes in time
   */
  String next(String awaited, Duration longest) {
    return next(awaited, longest, () -> true);
  }

  /**
   * The next line, from helpers that may be killed before they say anything.
   *
   * @param alive whether any helper is left that may still write
   * @throws RuntimeFailure when none comes in time, or none can come any more
   */
  String next(String awaited, Duration longest, BooleanSupplier alive) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (true) {
        boolean mayCome = alive.getAsBoolean() && System.nanoTime() < end;
        String line = lines.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (line != null) {
          return line;
        }
        if (!mayCome) {
          throw new RuntimeFailure(
              System.nanoTime() < end
                  ? "%s ended without a word: something killed it".formatted(awaited)
                  : "%s did not happen within %d ms".formatted(awaited, longest.toMillis()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeFailure("interrupted while waiting for " + awaited, e);
    }
  }

  private void read() {
    try {
      // RandomAccessFile.readLine reads byte by byte, which is right for a pipe: it never waits for
      // more than the line.
      for (String line = file.readLine(); line != null; line = file.readLine()) {
        if (line.equals(CLOSED)) {
          break;
        }
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("{\"pid\":-1,\"message\":\"event pipe broke\"}");
    }
  }

  @Override
  public void close() {
    try {
      file.write((CLOSED + "\n").getBytes(StandardCharsets.UTF_8));
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("pipe %s cannot be closed".formatted(path), e);
    }
  }
}
