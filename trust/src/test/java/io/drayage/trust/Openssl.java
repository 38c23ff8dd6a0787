package io.drayage.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The machine's openssl, as an independent reader of what we write. */
public final class Openssl {
  private Openssl() {}

  /** What a run left: its exit code, and its output and errors together. */
  public record Result(int exitCode, String output) {}

  /** Runs openssl in the directory. */
  public static Result run(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "openssl", ".out");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .start();
    int exitCode = process.waitFor();
    return new Result(exitCode, Files.readString(output, StandardCharsets.ISO_8859_1));
  }
}
