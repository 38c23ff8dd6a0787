package io.drayage.controller.request;

/** A request that cannot be granted; the message is one line: what, why, and the cure. */
public final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why in one word; decides the status of an HTTP answer. */
  public enum Reason {
    /** The request itself is wrong. */
    INVALID,
    /** What it names does not exist. */
    UNKNOWN,
    /** It does not fit the present state. */
    CONFLICT,
    /** It would not be done in time. */
    LATE,
    /** It was tried and failed. */
    FAILED
  }

  private final Reason reason;

  /** A refusal. */
  public RequestException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** A refusal caused by another failure. */
  public RequestException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why, in one word. */
  public Reason reason() {
    return reason;
  }
}
