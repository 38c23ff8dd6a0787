package io.drayage.cli.pca;

import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that cannot be read or written, in words. */
final class FileProblem {
  private FileProblem() {}

  static CommandException of(Path file, IOException e) {
    return new CommandException(
        ExitCode.USAGE,
        e instanceof NoSuchFileException
            ? file + ": no such file; name one that is there"
            : file + ": " + e.getMessage() + "; name another file");
  }
}
