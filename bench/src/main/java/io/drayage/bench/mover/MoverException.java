package io.drayage.bench.mover;

/** A move that could not be made; the message is one line. */
public final class MoverException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what failed and why. */
  public MoverException(String message) {
    super(message);
  }

  /** Says what failed and why. */
  public MoverException(String message, Throwable cause) {
    super(message, cause);
  }
}
