package io.drayage.transfer.stream;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/**
 * Compresses pages while that makes them arrive sooner.
 *
 * <p>It compares, per byte of content, the time that compressing takes and saves: the link's time
 * is what writing to the stream took lately. A try now and then, also while it is off, notices when
 * content or link change. Owned by one thread.
 */
final class Compression implements AutoCloseable {
  private static final int LEVEL = 1;
  private static final int TRY_EACH = 32;
  private static final double NEW_WEIGHT = 0.1;

  private final ZstdCompressCtx context = new ZstdCompressCtx();
  private double compressNanosPerByte;
  private double ratio = 0.5;
  private double writeNanosPerByte = 8;
  private int since;

  Compression() {
    context.setLevel(LEVEL);
  }

  /** Bytes that some content may take until it is known that it does not shrink. */
  static int room(int length) {
    return (int) Zstd.compressBound(length);
  }

  /**
   * Compresses, if that is worth it.
   *
   * @param target with {@link #room} for the content from {@code offset} on
   * @return bytes written to {@code target}, or 0 when the content is better sent as it is
   */
  int compress(byte[] content, int length, byte[] target, int offset) {
    if (!worthIt() && ++since < TRY_EACH) {
      return 0;
    }
    since = 0;
    long begin = System.nanoTime();
    int size =
        context.compressByteArray(target, offset, target.length - offset, content, 0, length);
    if (size >= length) {
      size = 0; // what does not shrink is not worth unpacking
    }
    compressNanosPerByte = mean(compressNanosPerByte, System.nanoTime() - begin, length);
    ratio = mean(ratio, size == 0 ? length : size, length);
    return size;
  }

  /** Learns how long the link took for some bytes. */
  void wrote(int bytes, long nanos) {
    writeNanosPerByte = mean(writeNanosPerByte, nanos, bytes);
  }

  private boolean worthIt() {
    return compressNanosPerByte < (1 - ratio) * writeNanosPerByte;
  }

  private static double mean(double old, long amount, int bytes) {
    return old + NEW_WEIGHT * ((double) amount / bytes - old);
  }

  @Override
  public void close() {
    context.close();
  }
}
