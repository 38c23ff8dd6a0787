package io.drayage.cli.pca;

import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.trust.TrustException;
import java.util.function.Supplier;

/** What a user gave with an option: when it is refused, the command was wrong. */
final class Given {
  private Given() {}

  /**
   * Reads a value.
   *
   * @throws CommandException with {@link ExitCode#USAGE} when it is refused
   */
  static <T> T value(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (TrustException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
