package io.drayage.lab.service;

import io.drayage.lab.LabException;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How Drayage itself is run in a host: by the Java that runs now, from the same jars at the same
 * paths, so that the start-up cache stays valid.
 *
 * @param java the java launcher, as the host sees it
 * @param options options of that Java, the class path among them
 * @param shared directories of the machine that the host must see for this
 */
public record JavaCommand(String java, List<String> options, List<Path> shared) {
  private static final String MAIN = "io.drayage.cli.Main";
  private static final String DIST = "drayage.dist";
  // A lab has several of these on two cores: small heaps, few threads, no second compiler.
  private static final List<String> SMALL =
      List.of(
          "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-Xss512k");
  private static final List<String> KEPT =
      List.of("-XX:AOTCache=", "--enable-native-access", "--sun-misc-unsafe-memory-access");

  /**
   * The Java that runs now, for the hosts of a root.
   *
   * @throws LabException when this program was not started by its launcher
   */
  public static JavaCommand ofThisProcess(Path root) {
    String dist = System.getProperty(DIST);
    if (dist == null) {
      throw new LabException("a lab runs Drayage as it was packaged; start it by ./dray");
    }
    Path home = Path.of(System.getProperty("java.home"));
    List<Path> shared = new ArrayList<>(List.of(Path.of(dist).toAbsolutePath().normalize()));
    boolean inRoot = home.startsWith(root);
    if (!inRoot) {
      shared.add(home);
    }
    Path homeInHost = inRoot ? Path.of("/").resolve(root.relativize(home)) : home;
    List<String> options = new ArrayList<>(SMALL);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> KEPT.stream().anyMatch(option::startsWith))
        .forEach(options::add);
    options.add("-D" + DIST + "=" + shared.getFirst());
    options.add("-cp");
    options.add(classPath());
    return new JavaCommand(homeInHost.resolve("bin/java").toString(), options, shared);
  }

  /** A command line of Drayage with a heap of at most so many mebibytes. */
  public List<String> dray(int heapMebibytes, String... arguments) {
    List<String> command = new ArrayList<>(List.of(java, "-Xmx" + heapMebibytes + "m"));
    command.addAll(options);
    command.add(MAIN);
    command.addAll(List.of(arguments));
    return command;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(Files::exists)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
