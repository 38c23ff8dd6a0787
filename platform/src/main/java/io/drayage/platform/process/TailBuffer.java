package io.drayage.platform.process;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Keeps the last bytes written to it, up to a bound. Safe for use by several threads. */
final class TailBuffer extends OutputStream {
  private final int bound;
  private byte[] bytes = new byte[0];
  private int length;
  private boolean overflowed;

  /**
   * @param bound the most bytes to keep
   */
  TailBuffer(int bound) {
    this.bound = bound;
  }

  @Override
  public synchronized void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] source, int offset, int count) {
    if (count >= bound) {
      overflowed |= length + count > bound;
      bytes = new byte[bound];
      length = bound;
      System.arraycopy(source, offset + count - bound, bytes, 0, bound);
      return;
    }
    int dropped = Math.max(0, length + count - bound);
    if (dropped > 0) {
      overflowed = true;
      System.arraycopy(bytes, dropped, bytes, 0, length - dropped);
      length -= dropped;
    }
    if (length + count > bytes.length) {
      int grown = Math.clamp(2L * (length + count), 1024, Math.max(1024, bound));
      bytes = Arrays.copyOf(bytes, grown);
    }
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
  }

  synchronized boolean overflowed() {
    return overflowed;
  }

  synchronized String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
