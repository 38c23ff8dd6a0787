package io.drayage.cli.pca;

import io.drayage.cli.output.OutputOption;
import io.drayage.trust.pca.AuthorityTimes;
import io.drayage.trust.pca.PrivacyAuthority;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command about one authority. */
@Command
abstract class AuthorityCommand implements Callable<Integer> {
  @Option(
      names = "--pca",
      paramLabel = "DIR",
      defaultValue = "/var/lib/drayage/pca",
      description = "Where the authority lies (default: ${DEFAULT-VALUE})")
  private Path directory = Path.of("");

  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Does what the command is for. */
  protected abstract void run();

  @Override
  public final Integer call() {
    run();
    return 0;
  }

  protected final Path directory() {
    return directory;
  }

  protected final PrivacyAuthority authority() {
    return PrivacyAuthority.at(directory, AuthorityTimes.DEFAULT, clock());
  }

  protected static Clock clock() {
    return Clock.systemUTC();
  }

  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  protected final <T> void print(T result, Consumer<T> forPeople) {
    output.print(out(), result, forPeople);
  }
}
