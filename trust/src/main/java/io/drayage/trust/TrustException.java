package io.drayage.trust;

/**
 * A refusal or failure of the trust module whose message is one line for the user: what failed,
 * why, and what to do. It never carries a secret.
 */
public class TrustException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates a failure that has no underlying cause worth keeping. */
  public TrustException(String message) {
    super(message);
  }

  /** Creates a failure that keeps its cause for the log. */
  public TrustException(String message, Throwable cause) {
    super(message, cause);
  }
}
