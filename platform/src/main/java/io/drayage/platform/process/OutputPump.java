package io.drayage.platform.process;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Moves one of a program's outputs to where it goes, on a virtual thread of its own. */
final class OutputPump {
  /** How an output ended after its program did. */
  enum Ending {
    /** All of it was moved, or moving it failed. */
    DRAINED,
    /** Nothing comes any more, yet a process that the program left behind keeps the pipe open. */
    HELD,
    /** Whoever takes the output did not take it in time. */
    LATE
  }

  /** How long nothing must come from an ended program's pipe before it counts as held. */
  static final Duration HELD_AFTER = Duration.ofSeconds(2);

  private static final long POLL_MILLIS = 50;
  private static final long NOT_READING = Long.MIN_VALUE;

  private final CountDownLatch drained = new CountDownLatch(1);
  private volatile long readingSince = NOT_READING;

  private OutputPump() {}

  /**
   * Starts moving.
   *
   * @param tail keeps the end of the output
   * @param strict whether more output than the tail can keep is an error
   * @param failed told when the output cannot be moved
   */
  static OutputPump start(
      Output output,
      InputStream from,
      TailBuffer tail,
      boolean strict,
      Consumer<Exception> failed) {
    var pump = new OutputPump();
    Thread.startVirtualThread(() -> {
      try {
        output.pump(pump.watched(from), tail);
        if (strict && tail.overflowed()) {
          throw new IOException("it wrote more to stdout than may be captured");
        }
      } catch (IOException | RuntimeException e) {
        failed.accept(e);
      } finally {
        pump.drained.countDown();
      }
    });
    return pump;
  }

  /**
   * Waits, after the program's end, for the end of its output. A slow taker is waited for.
   *
   * @param deadline a reading of {@link System#nanoTime()}; null waits for ever
   */
  Ending await(@Nullable Long deadline) throws InterruptedException {
    long since = System.nanoTime();
    while (!drained.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      long now = System.nanoTime();
      long reading = readingSince;
      if (reading != NOT_READING
          && now - reading > HELD_AFTER.toNanos()
          && now - since > HELD_AFTER.toNanos()) {
        return Ending.HELD;
      }
      if (deadline != null && now - deadline > 0) {
        return Ending.LATE;
      }
    }
    return Ending.DRAINED;
  }

  /** Notes when the pump waits for the program and not for the taker. */
  private InputStream watched(InputStream from) {
    return new FilterInputStream(from) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        readingSince = System.nanoTime();
        try {
          return in.read(buffer, offset, length);
        } finally {
          readingSince = NOT_READING;
        }
      }
    };
  }
}
