package io.drayage.transfer.stream;

/**
 * How fast the link takes bytes away, judged by what the receiver says that it has received: what a
 * socket's buffer takes says nothing about the link.
 *
 * <p>Only a stretch during which the link always had bytes to carry shows its rate: all that was
 * acknowledged in it had been written before it began. A stretch in which the link waited for bytes
 * can only show that it is faster than was thought, and makes the estimate a little more hopeful,
 * so that one made on a busier link does not stay for ever. Thread-safe.
 */
final class LinkRate {
  /** Unacknowledged bytes from which the link counts as behind; above what waits for its number. */
  static final long BEHIND_BYTES = 1 << 20;

  private static final double NEW_WEIGHT = 0.2;
  private static final double HOPE = 0.98;

  private long written;
  private long received;
  private long receivedNanos;
  private long writtenBefore;
  private double nanosPerByte;

  /** Learns of bytes about to be handed to the network. */
  synchronized void wrote(int bytes) {
    written += bytes;
  }

  /**
   * Learns how much has arrived.
   *
   * @param total bytes since the stream began
   * @param now the time in nanoseconds, from any beginning
   * @throws StreamException when more arrived than was written, or less than before
   */
  synchronized void received(long total, long now) throws StreamException {
    if (total <= received || total > written) {
      throw new StreamException(
          "the receiver says it has %d bytes, of %d sent and %d acknowledged"
              .formatted(total, written, received));
    }
    double sample = (double) Math.max(0, now - receivedNanos) / (total - received);
    if (total <= writtenBefore) {
      nanosPerByte =
          nanosPerByte == 0 ? sample : nanosPerByte + NEW_WEIGHT * (sample - nanosPerByte);
    } else {
      nanosPerByte = Math.min(nanosPerByte, sample) * HOPE;
    }
    received = total;
    receivedNanos = now;
    writtenBefore = written;
  }

  /**
   * Time that the link needs for a byte, in nanoseconds; 0 while nothing says that it needs any.
   */
  synchronized double nanosPerByte() {
    return nanosPerByte;
  }

  /** Bytes that have arrived, as far as is known. */
  synchronized long received() {
    return received;
  }

  /** Whether the link has so much to carry that it goes on while this end does something else. */
  synchronized boolean isBehind() {
    return written - received >= BEHIND_BYTES;
  }
}
