package io.drayage.platform.process;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A program that could not be started, failed, or did not end in time. The message is one line: the
 * command, what became of it, and the last line it wrote to stderr.
 */
public final class SubprocessException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_COMMAND = 160;

  private final transient List<String> command;
  private final @Nullable Integer exitCode;
  private final String stderr;

  private SubprocessException(
      List<String> command,
      String what,
      @Nullable Integer exitCode,
      String stderr,
      @Nullable Throwable cause) {
    super(shorten(command) + ' ' + what, cause);
    this.command = List.copyOf(command);
    this.exitCode = exitCode;
    this.stderr = stderr;
  }

  static SubprocessException notStarted(List<String> command, Throwable cause) {
    return new SubprocessException(
        command,
        "could not be started: " + oneLine(String.valueOf(cause.getMessage())),
        null,
        "",
        cause);
  }

  static SubprocessException failed(List<String> command, int exitCode, String stderr) {
    return new SubprocessException(
        command, "failed with exit code " + exitCode + lastWords(stderr), exitCode, stderr, null);
  }

  static SubprocessException stopped(
      List<String> command, String why, String stderr, @Nullable Throwable cause) {
    return new SubprocessException(command, why + lastWords(stderr), null, stderr, cause);
  }

  /** The command and its arguments. */
  public List<String> command() {
    return command;
  }

  /** What the program exited with; empty when it never ran or was killed by this process. */
  public OptionalInt exitCode() {
    return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
  }

  /** The tail of what the program wrote to stderr; empty when nothing was captured. */
  public String stderr() {
    return stderr;
  }

  private static String shorten(List<String> command) {
    String text = oneLine(String.join(" ", command));
    return text.length() <= LONGEST_COMMAND ? text : text.substring(0, LONGEST_COMMAND) + '…';
  }

  private static String lastWords(String stderr) {
    return stderr
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .map(line -> ": " + oneLine(line))
        .orElse("");
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
