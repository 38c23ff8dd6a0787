package io.drayage.lab.root;

import io.drayage.lab.LabException;
import io.drayage.lab.Progress;
import io.drayage.lab.machine.Commands;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cached Debian root that all hosts share, made by the script build-root when it is missing. The
 * script lies in this module's jar and is unpacked to run.
 */
public final class CachedRoot {
  private static final String CACHE = "DRAYAGE_CACHE";
  private static final List<String> RECIPE =
      List.of("build-root", "packages.txt", "packages-forky.txt", "prlimit-from-proc.c");

  private CachedRoot() {}

  /**
   * The root's path; builds it first if it is missing, which takes about two minutes, and installs the
   * machine's own packages that a lab needs.
   *
   * @throws LabException when it cannot be built
   */
  public static Path ensure(Progress progress) {
    try {
      Path recipe = Files.createTempDirectory("drayage-root-recipe");
      try {
        for (String file : RECIPE) {
          unpack(file, recipe.resolve(file));
        }
        return run(recipe.resolve("build-root"), progress);
      } finally {
        delete(recipe);
      }
    } catch (IOException e) {
      throw new LabException("cannot unpack the root's recipe: " + e.getMessage(), e);
    }
  }

  private static Path run(Path script, Progress progress) throws IOException {
    ProcessBuilder builder = Commands.builder(List.of("bash", script.toString()));
    for (String passed : List.of(CACHE, "http_proxy", "https_proxy", "no_proxy")) {
      String value = System.getenv(passed);
      if (value != null) {
        builder.environment().put(passed, value);
      }
    }
    Process process = builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null"))).start();
    Thread lines = Thread.ofVirtual().start(() -> relay(process.errorReader(StandardCharsets.UTF_8), progress));
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      lines.join();
      if (exitCode != 0) {
        throw new LabException("cannot make the lab's root: build-root ended with " + exitCode);
      }
      return Path.of(output.strip().lines().reduce((first, second) -> second).orElseThrow());
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while making the lab's root", e);
    }
  }

  private static void relay(BufferedReader lines, Progress progress) {
    lines.lines().map(line -> line.replaceFirst("^build-root: ", "root: ")).forEach(progress::step);
  }

  private static void unpack(String name, Path to) throws IOException {
    try (InputStream in = CachedRoot.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      Files.copy(in, to);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
