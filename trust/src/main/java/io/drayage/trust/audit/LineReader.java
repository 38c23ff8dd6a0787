package io.drayage.trust.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads lines of bounded length. Owned by one thread. */
final class LineReader implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final int mostBytes;
  private final byte[] buffer = new byte[BUFFER];
  private int from;
  private int to;

  LineReader(InputStream in, int mostBytes) {
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /** A line. */
  static final class Line {
    private final byte[] bytes;
    private final boolean whole;

    private Line(byte[] bytes, boolean whole) {
      this.bytes = bytes;
      this.whole = whole;
    }

    /** Its bytes without the line feed; not a copy. */
    byte[] bytes() {
      return bytes;
    }

    /** Whether a line feed ends it, and it is not too long. */
    boolean whole() {
      return whole;
    }
  }

  /** The next line; empty at the end. Of one that is too long, only the beginning. */
  Optional<Line> next() throws IOException {
    var line = new ByteArrayOutputStream();
    boolean began = false;
    while (from < to || fill()) {
      began = true;
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, from, end - from);
      from = end;
      if (line.size() > mostBytes) {
        return Optional.of(new Line(line.toByteArray(), false));
      }
      if (end < to) {
        from = end + 1;
        return Optional.of(new Line(line.toByteArray(), true));
      }
    }
    return began ? Optional.of(new Line(line.toByteArray(), false)) : Optional.empty();
  }

  private boolean fill() throws IOException {
    from = 0;
    to = Math.max(0, in.read(buffer));
    return to > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
