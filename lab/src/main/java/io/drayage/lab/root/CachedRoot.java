package io.drayage.lab.root;

import io.drayage.lab.machine.Commands;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Progress;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cached Debian root that all hosts share, made by the script build-root when it is missing.
 * The script lies in this module's jar and is unpacked to run.
 */
public final class CachedRoot {
  private static final List<String> PASSED_ON =
      List.of("DRAYAGE_CACHE", "http_proxy", "https_proxy", "no_proxy");
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final List<String> RECIPE =
      List.of(
          "build-root",
          "packages.txt",
          "packages-forky.txt",
          "prlimit-from-proc.c",
          "memory-workload.c");

  private CachedRoot() {}

  /**
   * The root's path; builds it first if it is missing, which takes about two minutes, and installs
   * the machine's own packages that a lab needs.
   *
   * @param withJdk whether it needs a JDK of its own, because the machine has none that runs in it
   * @throws LabException when it cannot be built
   */
  public static Path ensure(boolean withJdk, Progress progress) {
    try {
      Path recipe = Files.createTempDirectory("drayage-root-recipe");
      try {
        for (String file : RECIPE) {
          unpack(file, recipe.resolve(file));
        }
        return run(recipe.resolve("build-root"), withJdk, progress);
      } finally {
        delete(recipe);
      }
    } catch (IOException e) {
      throw new LabException("cannot unpack the root's recipe: " + e.getMessage(), e);
    }
  }

  private static Path run(Path script, boolean withJdk, Progress progress) {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    if (withJdk) {
      command.add("--with-jdk");
    }
    Subprocess build =
        Commands.of(command)
            .timeout(LIMIT)
            .stderrLines(line -> progress.step(line.replaceFirst("^build-root: ", "root: ")));
    for (String passed : PASSED_ON) {
      String value = System.getenv(passed);
      if (value != null) {
        build.env(passed, value);
      }
    }
    String output = build.runOrThrow().stdout().strip();
    return Path.of(output.substring(output.lastIndexOf('\n') + 1));
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
