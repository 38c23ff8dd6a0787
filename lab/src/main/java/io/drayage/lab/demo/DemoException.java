package io.drayage.lab.demo;

/** A demonstration that cannot go on; the message is one line: what failed, why and the cure. */
public final class DemoException extends RuntimeException {

  /** Says what failed, why, and what to do. */
  public DemoException(String message) {
    super(message);
  }

  /** Says what failed, why, and what to do; {@code cause} is for the log. */
  public DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
