package io.drayage.api.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A tar that ends as POSIX wants it: what its writer left out, the padding of the last record and
 * the two empty records, is added. Some tools (umoci) leave them out, and tar programs then fail.
 * Closing it closes the source.
 */
final class EndedTar extends InputStream {
  private static final int RECORD = 512;
  private static final int END_MARK = 2 * RECORD;

  private final InputStream in;
  private long count;
  private long trailingZeros;
  private boolean sourceEnded;
  private long padding;
  private long paddingLeft;

  EndedTar(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (!sourceEnded) {
      int n = in.read(buffer, offset, length);
      if (n >= 0) {
        count += n;
        countTrailingZeros(buffer, offset, n);
        return n;
      }
      sourceEnded = true;
      if (trailingZeros < END_MARK || count % RECORD != 0) {
        padding = (long) Math.floorMod(-count, RECORD) + END_MARK;
        paddingLeft = padding;
      }
    }
    if (paddingLeft == 0) {
      return -1;
    }
    int n = (int) Math.min(paddingLeft, length);
    Arrays.fill(buffer, offset, offset + n, (byte) 0);
    paddingLeft -= n;
    return n;
  }

  /** How many bytes the source had; right once this was read to its end. */
  long sourceSize() {
    return count;
  }

  /** Whether the source ended as it should; right once this was read to its end. */
  boolean ended() {
    return padding == 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void countTrailingZeros(byte[] buffer, int offset, int length) {
    int last = offset + length - 1;
    while (last >= offset && buffer[last] == 0) {
      last--;
    }
    int zeros = offset + length - 1 - last;
    trailingZeros = zeros == length ? trailingZeros + zeros : zeros;
  }
}
