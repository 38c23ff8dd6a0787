package io.drayage.cli.exit;

/**
 * A command that cannot be carried out, with what a user needs to know. The message is one line:
 * what failed, why, and the cure.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /**
   * @param exitCode what {@code dray} exits with
   * @param message {@code what failed: why; cure}
   */
  public CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What {@code dray} exits with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
