package io.drayage.cli.exit;

/** What {@code dray} exits with; docs/exit-codes.md explains them to users. */
public enum ExitCode {
  /** It did what was asked. */
  OK(0),
  /** It could not be done; what ran before runs on. */
  FAILURE(1),
  /** The command, an option or a file given is not right; nothing was tried. */
  USAGE(2),
  /** The controller cannot be reached. */
  UNREACHABLE(3),
  /** Something that was to be kept was lost: the demonstration's checks failed. */
  LOST(4),
  /** It would not be done in time; nothing was begun. */
  LATE(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number for the shell. */
  public int code() {
    return code;
  }
}
