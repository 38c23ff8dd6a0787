package io.drayage.transfer.stream;

import java.io.IOException;

/** A stream that broke its protocol or was refused by the other end; the message is one line. */
public final class StreamException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A breach or refusal, in words. */
  public StreamException(String message) {
    super(message);
  }
}
