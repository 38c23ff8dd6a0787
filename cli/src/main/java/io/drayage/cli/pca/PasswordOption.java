package io.drayage.cli.pca;

import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.output.Terminal;
import io.drayage.trust.keystore.CredentialFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The password of an authority's keys: from a file, or typed at a terminal; never an argument. */
final class PasswordOption {
  private static final String VARIABLE = "DRAY_PCA_PASSWORD_FILE";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = {
        "The file, mode 600, whose first line is the password of the authority's keys",
        "(default: the one that " + VARIABLE + " names, or else it is asked for)"
      })
  private Optional<Path> file = Optional.empty();

  /** Does something with the password, which is wiped afterwards. */
  <T> T with(Function<char[], T> work) {
    return use(read("Password of the authority's keys: "), work);
  }

  /** Does something with a new password, which is typed twice where it is typed. */
  <T> T withNew(Function<char[], T> work) {
    char[] password = read("New password of the authority's keys: ");
    if (named().isEmpty()) {
      char[] again = read("Once more: ");
      boolean same = Arrays.equals(password, again);
      Arrays.fill(again, '\0');
      if (!same) {
        Arrays.fill(password, '\0');
        throw new CommandException(ExitCode.USAGE, "the two passwords differ: type it again");
      }
    }
    return use(password, work);
  }

  private static <T> T use(char[] password, Function<char[], T> work) {
    try {
      return work.apply(password);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private char[] read(String prompt) {
    return named().map(CredentialFile::read).orElseGet(() -> ask(prompt));
  }

  private Optional<Path> named() {
    return file.or(() -> Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of));
  }

  private static char[] ask(String prompt) {
    char[] typed =
        Terminal.attached()
            ? Optional.ofNullable(System.console())
                .map(console -> console.readPassword("%s", prompt))
                .orElseGet(() -> new char[0])
            : new char[0];
    if (typed.length == 0) {
      throw new CommandException(
          ExitCode.USAGE,
          "no password: give --password-file FILE, name the file in "
              + VARIABLE
              + ", or type it at a terminal");
    }
    return typed;
  }
}
