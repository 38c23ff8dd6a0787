package io.drayage.agent.link;

/** A command that was not carried out; the message is one line for the user. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String logPath;
  private final boolean userError;

  /**
   * A failure.
   *
   * @param logPath file on this host with the full log; empty when there is none
   * @param userError whether the request itself was wrong
   */
  public CommandFailure(String message, String logPath, boolean userError, Throwable cause) {
    super(message, cause);
    this.logPath = logPath;
    this.userError = userError;
  }

  String logPath() {
    return logPath;
  }

  boolean userError() {
    return userError;
  }
}
