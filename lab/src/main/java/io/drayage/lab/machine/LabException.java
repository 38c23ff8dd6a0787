package io.drayage.lab.machine;

/**
 * A lab operation that failed for a reason the user can act on. The message is one line: what
 * failed, why, and what to do.
 */
public final class LabException extends RuntimeException {
  public LabException(String message) {
    super(message);
  }

  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
