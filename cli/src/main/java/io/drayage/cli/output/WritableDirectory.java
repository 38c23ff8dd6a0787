package io.drayage.cli.output;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A directory that a command writes to in its end. */
public final class WritableDirectory {
  private WritableDirectory() {}

  /**
   * Finds out before long work what would spoil its end.
   *
   * @param option by which the user named the file
   * @throws ParameterException when the file's directory is none, or closed to this user
   */
  public static void requireFor(CommandSpec spec, String option, Path file) {
    Path directory = file.toAbsolutePath().resolveSibling(".").normalize();
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: cannot write to %s: name a directory that is there".formatted(option, directory));
    }
  }
}
