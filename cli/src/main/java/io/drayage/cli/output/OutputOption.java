package io.drayage.cli.output;

import io.drayage.platform.json.Json;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The option {@code -o} that every command with a result has. */
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: table)")
  private OutputFormat format = OutputFormat.TABLE;

  /** Whether a program reads the result. */
  public boolean json() {
    return format == OutputFormat.JSON;
  }

  /** Prints the result as JSON, or has it printed for people. */
  public <T> void print(PrintWriter out, T result, Consumer<T> forPeople) {
    if (json()) {
      out.println(Json.writeIndented(result));
    } else {
      forPeople.accept(result);
    }
    out.flush();
  }
}
