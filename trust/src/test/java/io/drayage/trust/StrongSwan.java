package io.drayage.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The machine's {@code pki} of strongSwan, an independent reader and writer of certificates. */
public final class StrongSwan {
  private static final Path PROGRAM = Path.of("/usr/bin/pki");
  private static final Path ELLIPTIC_CURVES =
      Path.of("/usr/lib/ipsec/plugins/libstrongswan-openssl.so");

  private StrongSwan() {}

  /** What a run left: its exit code, the file with what it wrote, and its errors. */
  public record Result(int exitCode, Path output, String errors) {
    /** What it wrote, as text. */
    public String text() throws IOException {
      return Files.readString(output, StandardCharsets.ISO_8859_1);
    }
  }

  /** Whether the machine has it; {@code ./dray test} installs it. */
  public static boolean isThere() {
    return Files.isExecutable(PROGRAM) && Files.exists(ELLIPTIC_CURVES);
  }

  /** Runs it in the directory. */
  public static Result run(Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "pki", ".out");
    Path errors = Files.createTempFile(directory, "pki", ".err");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    int exitCode = process.waitFor();
    return new Result(exitCode, output, Files.readString(errors));
  }

  /** Runs it and keeps what it wrote in a file. */
  public static Path write(Path directory, String file, String... arguments)
      throws IOException, InterruptedException {
    Result result = run(directory, arguments);
    if (result.exitCode() != 0) {
      throw new IOException("pki failed: " + result.errors());
    }
    return Files.move(
        result.output(), directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }
}
