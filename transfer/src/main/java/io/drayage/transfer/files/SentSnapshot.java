package io.drayage.transfer.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;

/**
 * tar's snapshot file of a tree (GNU tar manual, "Format of the Incremental Snapshot Files",
 * version 2): a line, then the seconds and the nanoseconds at which tar started, each ended by a
 * zero byte, then one record per directory.
 */
final class SentSnapshot {
  /**
   * How far a file's time may lag behind the clock, and more: the kernel stamps files with the time
   * of its last tick, which is up to 10 ms ago.
   */
  private static final Duration TICK = Duration.ofMillis(50);

  private SentSnapshot() {}

  /**
   * Sets the start back to a time that is not after tar's, and by a tick more: a file that changed
   * right after that has an earlier time, and the next round would take it for sent.
   *
   * @param latest when the round began, before tar did; {@link Instant#MAX} if with tar
   */
  static void backdate(Path snapshot, Instant latest) {
    try {
      byte[] bytes = Files.readAllBytes(snapshot);
      int seconds = after(bytes, 0, (byte) '\n');
      int nanos = after(bytes, seconds, (byte) 0);
      int rest = after(bytes, nanos, (byte) 0);
      Instant tar =
          Instant.ofEpochSecond(number(bytes, seconds, nanos - 1), number(bytes, nanos, rest - 1));
      Instant start = (latest.isBefore(tar) ? latest : tar).minus(TICK);
      var changed = new ByteArrayOutputStream(bytes.length);
      changed.write(bytes, 0, seconds);
      changed.writeBytes(
          "%d\0%d\0"
              .formatted(start.getEpochSecond(), start.getNano())
              .getBytes(StandardCharsets.US_ASCII));
      changed.write(bytes, rest, bytes.length - rest);
      Path next = snapshot.resolveSibling(snapshot.getFileName() + ".new");
      Files.write(next, changed.toByteArray());
      Files.move(next, snapshot, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be changed".formatted(snapshot), e);
    }
  }

  private static long number(byte[] bytes, int from, int to) {
    return Long.parseLong(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
  }

  private static int after(byte[] bytes, int from, byte end) throws IOException {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == end) {
        return i + 1;
      }
    }
    throw new IOException("it is not a snapshot in tar's form of version 2");
  }
}
