package io.drayage.transfer.stream;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/**
 * Compresses pages while that makes them arrive sooner.
 *
 * <p>While the link has bytes to carry, compressing and sending overlap, and the slower of them
 * counts; while it waits for the next bytes, they follow each other, and their sum does. Either is
 * compared with what the link needs for the content as it is. A try now and then, also while it is
 * off, notices when the content changes. Owned by one thread.
 */
final class Compression implements AutoCloseable {
  private static final int LEVEL = 1;
  private static final int TRY_EACH = 32;
  private static final double NEW_WEIGHT = 0.1;

  /** A gain below a tenth is not worth a processor that the container could use. */
  private static final double GAIN = 0.9;

  private final ZstdCompressCtx context = new ZstdCompressCtx();
  private double compressNanosPerByte;
  private double ratio = 0.5;
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
   * @param linkNanosPerByte what the link needs for a byte
   * @param overlaps whether the link has enough to carry while this compresses
   * @return bytes written to {@code target}, or 0 when the content is better sent as it is
   */
  int compress(
      byte[] content,
      int length,
      byte[] target,
      int offset,
      double linkNanosPerByte,
      boolean overlaps) {
    if (!worthIt(linkNanosPerByte, overlaps) && ++since < TRY_EACH) {
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

  private boolean worthIt(double link, boolean overlaps) {
    double sending = ratio * link;
    double both =
        overlaps ? Math.max(compressNanosPerByte, sending) : compressNanosPerByte + sending;
    return both < GAIN * link;
  }

  private static double mean(double old, long amount, int bytes) {
    return old + NEW_WEIGHT * ((double) amount / bytes - old);
  }

  @Override
  public void close() {
    context.close();
  }
}
