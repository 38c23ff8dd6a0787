package io.drayage.transfer.stream;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Tells a sender that wants to know how many payload bytes were taken in. Owned by one thread. */
final class Receipts {
  /** What a sender calls this among a stream's features. */
  static final String FEATURE = "received";

  /** Bytes after which the next word is due: one for some frames, seldom enough to cost nothing. */
  static final int EACH_BYTES = 256 * 1024;

  private final RequestOutput answers;
  private boolean wanted;
  private long total;
  private long told;

  Receipts(RequestOutput answers, boolean wanted) {
    this.answers = answers;
    this.wanted = wanted;
  }

  /** Counts a frame that was dealt with. */
  void took(Frame frame) {
    total += frame.length();
    if (!wanted || total - told < EACH_BYTES) {
      return;
    }
    told = total;
    try {
      answers.send(
          Frame.of(Frame.Type.RECEIVED, ByteBuffer.allocate(Long.BYTES).putLong(total).array()));
    } catch (IOException e) {
      wanted = false; // the sender has gone; what it sent before is taken in all the same
    }
  }
}
