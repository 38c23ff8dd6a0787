package io.drayage.cli.app;

import io.drayage.application.compose.EnvFile;
import io.drayage.application.document.DocumentException;
import io.drayage.application.document.Surroundings;
import io.drayage.application.document.Yaml;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The directory of an application's file and its user's environment; a file {@code .env} there has
 * the variables that the environment lacks.
 */
final class FileSurroundings implements Surroundings {
  private final Path directory;
  private final Map<String, String> variables;

  private FileSurroundings(Path directory, Map<String, String> variables) {
    this.directory = directory;
    this.variables = variables;
  }

  /** Those of a file. */
  static FileSurroundings of(Path file, Map<String, String> environment) {
    Path directory = file.toAbsolutePath().resolveSibling(".").normalize();
    Path defaults = directory.resolve(".env");
    Map<String, String> variables = new HashMap<>();
    if (Files.isRegularFile(defaults)) {
      try {
        variables.putAll(EnvFile.parse(text(defaults)));
      } catch (IllegalArgumentException | DocumentException e) {
        throw new CommandException(ExitCode.USAGE, "%s: %s".formatted(defaults, e.getMessage()));
      }
    }
    variables.putAll(environment);
    return new FileSurroundings(directory, variables);
  }

  /** What its directory is called; {@code app} for the root. */
  String directoryName() {
    return Optional.ofNullable(directory.getFileName()).map(Path::toString).orElse("app");
  }

  @Override
  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  @Override
  public String read(String path) {
    try {
      return text(directory.resolve(path));
    } catch (InvalidPathException e) {
      throw new DocumentException("'%s' is no path".formatted(path), e);
    }
  }

  /** A file's text, with a bound. */
  static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Yaml.MOST_CHARACTERS + 1);
      if (bytes.length > Yaml.MOST_CHARACTERS) {
        throw new DocumentException(
            "%s has more than %d bytes: that is no file to be applied"
                .formatted(file, Yaml.MOST_CHARACTERS));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new DocumentException(file + ": no such file; name one that is there", e);
    } catch (CharacterCodingException e) {
      throw new DocumentException(file + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new DocumentException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }
}
