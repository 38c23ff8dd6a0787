package io.drayage.transfer.track;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.foreign.SystemCallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads runs of pages part by part. Pages that vanish meanwhile are left out. */
final class PageReader {
  /** The most bytes read at once. */
  static final int PART = 1 << 20;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(PART);

  /** Takes whole pages in a row. */
  @FunctionalInterface
  interface Part {
    /** Called once a part; the buffer is reused after it. */
    void pages(long address, ByteBuffer content) throws IOException;
  }

  /**
   * Reads pages and hands them on.
   *
   * @return the pages that could not be read, or were not reached because the taker failed; that
   *     failure is thrown by {@link Outcome#orThrow}
   */
  Outcome read(AddressSpace memory, PageRuns pages, Part taker) {
    var left = new PageRuns();
    for (int run = 0; run < pages.count(); run++) {
      for (long at = pages.start(run); at < pages.end(run); ) {
        long end = Math.min(pages.end(run), at + PART);
        try {
          int got = readWhole(memory, at, (int) (end - at));
          if (got == 0) {
            left.add(at, at + AddressSpace.PAGE);
            at += AddressSpace.PAGE;
            continue;
          }
          taker.pages(at, buffer.slice(0, got));
          at += got;
        } catch (IOException e) {
          left.add(at, pages.end(run));
          for (int rest = run + 1; rest < pages.count(); rest++) {
            left.add(pages.start(rest), pages.end(rest));
          }
          return new Outcome(left, Optional.of(e));
        }
      }
    }
    return new Outcome(left, Optional.empty());
  }

  /**
   * What came of reading.
   *
   * @param left the pages that were not handed on
   * @param failure why it ended early, if it did
   */
  record Outcome(PageRuns left, Optional<IOException> failure) {
    void orThrow() throws IOException {
      if (failure.isPresent()) {
        throw failure.get();
      }
    }
  }

  private int readWhole(AddressSpace memory, long address, int length) {
    buffer.clear().limit(length);
    try {
      while (buffer.hasRemaining() && memory.read(address + buffer.position(), buffer) > 0) {
        // A read may end early at a page that vanished, or at a signal.
      }
    } catch (SystemCallException e) {
      // What came before the page that cannot be read is good.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return buffer.position() & -AddressSpace.PAGE;
  }
}
