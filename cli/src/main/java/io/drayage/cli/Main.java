package io.drayage.cli;

/** The program {@code dray}. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code, one of {@link ExitCode}. */
  public static void main(String[] args) {
    System.exit(Commands.tree().execute(args));
  }
}
