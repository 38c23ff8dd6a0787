package io.drayage.lab.machine;

import io.drayage.lab.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the machine's own commands to their end. */
public final class Commands {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Where commands are found, on the machine and in a host. */
  public static final String PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private Commands() {}

  /**
   * What a command left behind.
   *
   * @param exitCode its exit code
   * @param output its standard output
   * @param errors its standard error
   */
  public record Result(int exitCode, String output, String errors) {
    public boolean succeeded() {
      return exitCode == 0;
    }

    /** The last line that says something about the failure. */
    public String reason() {
      String text = errors.isBlank() ? output : errors;
      return text.strip()
          .lines()
          .reduce((first, second) -> second)
          .orElse("exit code " + exitCode);
    }
  }

  /** Standard output of a command that must succeed, run with the machine's PATH alone. */
  public static String run(String... command) {
    return runWithInput("", command);
  }

  /** The same, with a text for its standard input. */
  public static String runWithInput(String input, String... command) {
    Result result = attempt(builder(List.of(command)), input, LIMIT);
    if (!result.succeeded()) {
      throw new LabException(
          "'%s' failed: %s".formatted(String.join(" ", command), result.reason()));
    }
    return result.output();
  }

  /** A command's result, whatever its exit code. */
  public static Result attempt(String... command) {
    return attempt(builder(List.of(command)), "", LIMIT);
  }

  /**
   * A command's result, whatever its exit code.
   *
   * @throws LabException when it cannot be started, or is not done within the limit (it is then
   *     killed)
   */
  public static Result attempt(ProcessBuilder command, String input, Duration limit) {
    String what = command.command().getFirst();
    try {
      Process process = command.start();
      CompletableFuture<String> output = read(process.getInputStream());
      CompletableFuture<String> errors = read(process.getErrorStream());
      try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
        stdin.write(input);
      } catch (IOException e) {
        // It ended without reading its input; its exit code tells whether that is wrong.
      }
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new LabException("'%s' was not done after %d s".formatted(what, limit.toSeconds()));
      }
      return new Result(process.exitValue(), output.join(), errors.join());
    } catch (IOException e) {
      throw new LabException("cannot run " + what + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while running " + what, e);
    }
  }

  /** A command with nothing of this process's environment but the machine's PATH. */
  public static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", PATH);
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }

  private static CompletableFuture<String> read(java.io.InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException e) {
                text.complete("");
              }
            });
    return text;
  }
}
