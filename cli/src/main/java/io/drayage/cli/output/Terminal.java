package io.drayage.cli.output;

import java.io.Console;
import java.util.Optional;

/** The terminal that a command may have been typed at. */
public final class Terminal {
  private Terminal() {}

  /** Whether both ends of this process are a person's terminal. */
  public static boolean attached() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
