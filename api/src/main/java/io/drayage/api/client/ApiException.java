package io.drayage.api.client;

/** The controller refused or could not be reached; the message is one line with cause and cure. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is; decides a program's exit code. */
  public enum Kind {
    /** The request was wrong: the caller can mend it. */
    BAD_REQUEST,
    /** It would not be done in time, so it was not begun. */
    LATE,
    /** What was asked for failed. */
    FAILED,
    /** Nobody answered, or it was not the controller. */
    UNREACHABLE
  }

  private final Kind kind;

  /** A failure in words. */
  public ApiException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** A failure caused by another. */
  public ApiException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** The kind of failure. */
  public Kind kind() {
    return kind;
  }
}
