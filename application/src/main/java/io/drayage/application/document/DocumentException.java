package io.drayage.application.document;

/** A file that cannot be taken as it is; the message is one line: where, why, and the cure. */
public final class DocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A refusal of a whole file. */
  public DocumentException(String message) {
    super(message);
  }

  /** A refusal of what is at one place of a file. */
  public DocumentException(String path, String why) {
    super(path + ": " + why);
  }

  /** A refusal caused by another failure. */
  public DocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
