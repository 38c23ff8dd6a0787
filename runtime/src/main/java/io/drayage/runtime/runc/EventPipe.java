package io.drayage.runtime.runc;

import io.drayage.runtime.RuntimeFailure;
import io.drayage.runtime.criu.NamedPipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A named pipe through which short-lived helpers of a container report to the agent, a line each.
 *
 * <p>One thread owns it; another one of its own reads.
 */
final class EventPipe implements AutoCloseable {
  private static final String CLOSED = "closed";

  /** How often it is looked whether anybody is left to write; a dead one's last line takes less. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private final NamedPipe pipe;
  private final Thread reader;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private EventPipe(NamedPipe pipe) {
    this.pipe = pipe;
    // A platform thread: one that is virtual keeps its carrier while it reads a named pipe, and a
    // prepared restore's is read for as long as its container is copied.
    this.reader = Thread.ofPlatform().daemon().name("events " + pipe.path()).unstarted(this::read);
  }

  /** Makes the pipe anew at {@code path} and starts to read it. */
  static EventPipe create(Path path) {
    var events = new EventPipe(NamedPipe.create(path));
    events.reader.start();
    return events;
  }

  /** Where helpers write. */
  Path path() {
    return pipe.path();
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
      Optional<String> line = pipe.readLine();
      while (line.isPresent() && !line.get().equals(CLOSED)) {
        lines.add(line.get());
        line = pipe.readLine();
      }
    } catch (IOException e) {
      lines.add("{\"pid\":-1,\"message\":\"event pipe broke\"}");
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      pipe.write(CLOSED + "\n");
      reader.join();
    } catch (IOException e) {
      throw new UncheckedIOException("pipe %s cannot be closed".formatted(pipe.path()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pipe.close();
  }
}
