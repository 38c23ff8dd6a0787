package io.drayage.trust.audit;

import io.drayage.trust.TrustException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The end of a file of lines. */
final class Tail {
  private static final int SHOWN = 500;

  private final Optional<byte[]> line;
  private final byte[] torn;
  private final long whole;

  private Tail(Optional<byte[]> line, byte[] torn, long whole) {
    this.line = line;
    this.torn = torn;
    this.whole = whole;
  }

  /**
   * Looks at a file's end.
   *
   * @throws TrustException when a line is too long to be one of a log
   */
  static Tail of(Path file, int mostBytes) throws IOException {
    if (!Files.exists(file)) {
      return new Tail(Optional.empty(), new byte[0], 0);
    }
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      long size = in.length();
      int looked = (int) Math.min(size, 2L * (mostBytes + 1));
      byte[] end = new byte[looked];
      in.seek(size - looked);
      in.readFully(end);
      int feed = lastFeed(end, looked);
      int before = feed < 0 ? -1 : lastFeed(end, feed);
      byte[] torn = Arrays.copyOfRange(end, feed + 1, looked);
      boolean tooLong = feed < 0 ? looked < size : before < 0 && looked < size;
      if (tooLong || torn.length > mostBytes) {
        throw new TrustException(
            "The audit log's %s has a line that is too long: keep a copy of the directory, then move it away"
                .formatted(file));
      }
      return new Tail(
          feed < 0 ? Optional.empty() : Optional.of(Arrays.copyOfRange(end, before + 1, feed)),
          torn,
          size - torn.length);
    }
  }

  /** The last whole line; empty when there is none. */
  Optional<byte[]> line() {
    return line;
  }

  /** How many bytes the whole lines have. */
  long whole() {
    return whole;
  }

  /** How many bytes follow: the beginning of a line whose write was broken off. */
  int tornBytes() {
    return torn.length;
  }

  String tornHash() {
    return EntryLine.sha256(torn);
  }

  /** The beginning of what was torn, for the record of its repair. */
  String tornText() {
    return new String(torn, 0, Math.min(SHOWN, torn.length), StandardCharsets.UTF_8);
  }

  private static int lastFeed(byte[] bytes, int before) {
    int at = before - 1;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return at;
  }
}
