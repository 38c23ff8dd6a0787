package io.drayage.api.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * Hashes, counts and copies all that is read, skipped bytes included; ends with an error at a
 * limit. Does not close what it reads or writes.
 */
final class HashedInput extends InputStream {
  private static final int CHUNK = 64 * 1024;

  private final InputStream in;
  private final OutputStream copy;
  private final long limit;
  private final MessageDigest digest = Sha256.start();
  private long count;

  HashedInput(InputStream in, OutputStream copy, long limit) {
    this.in = in;
    this.copy = copy;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    if (n > 0) {
      count += n;
      if (count > limit) {
        throw new LimitExceededException("over " + limit + " bytes");
      }
      digest.update(buffer, offset, n);
      copy.write(buffer, offset, n);
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] buffer = new byte[Math.clamp(n, 0, CHUNK)];
    long left = n;
    while (left > 0) {
      int read = read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        break;
      }
      left -= read;
    }
    return n - left;
  }

  /** Reads what is left. */
  void drain() throws IOException {
    byte[] buffer = new byte[CHUNK];
    while (read(buffer, 0, buffer.length) >= 0) {
      // Reading is what hashes and copies.
    }
  }

  /** How many bytes were read. */
  long count() {
    return count;
  }

  /** The digest of what was read; once. */
  String digest() {
    return Sha256.finish(digest);
  }
}
