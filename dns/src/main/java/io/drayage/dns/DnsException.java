package io.drayage.dns;

/** A zone could not be asked or changed; the message says in one line why and what to do. */
public class DnsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure without a cause of its own. */
  public DnsException(String message) {
    super(message);
  }

  /** A failure that another one caused. */
  public DnsException(String message, Throwable cause) {
    super(message, cause);
  }
}
