package io.drayage.lab.service;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How Drayage itself is run in a host: by the Java that runs now, from the same jars at the same
 * paths.
 *
 * @param java the java launcher, as the host sees it
 * @param options options of that Java, the class path among them
 * @param shared directories of the machine that the host must see for this
 */
public record JavaCommand(Path java, List<String> options, List<Path> shared) {
  private static final String MAIN = "io.drayage.cli.Main";
  private static final String CACHE = "-XX:AOTCache=";
  // A lab has several of these on two cores: small heaps and few threads. Both compilers, though:
  // only the second one knows the CPU's AES-GCM, without which streams crawl.
  // A heap that begins small stays small, and what the compilers took is given back.
  private static final List<String> SMALL =
      List.of(
          "-Xms16m",
          "-Xmn8m",
          "-XX:TrimNativeHeapInterval=5000",
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-XX:+ExitOnOutOfMemoryError");
  // Not the start-up cache: it was made for commands, and 77 MiB of it would stay resident.
  private static final List<String> KEPT =
      List.of("-Xlog:", "--enable-native-access", "--sun-misc-unsafe-memory-access");

  /** The Java and the jars that run now, for the hosts of a root. */
  public static JavaCommand ofThisProcess(Path root) {
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<Path> classPath = classPath();
    List<String> options = new ArrayList<>(SMALL);
    given.stream()
        .filter(option -> KEPT.stream().anyMatch(option::startsWith))
        .forEach(options::add);
    options.add("-DDRAY_LOG=INFO");
    options.add("-cp");
    options.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));

    Set<Path> shared = new LinkedHashSet<>();
    JavaRuntime.shared().ifPresent(shared::add);
    // With the cache lies the distribution, the demonstration's S3 server in it.
    given.stream()
        .filter(option -> option.startsWith(CACHE))
        .map(option -> Path.of(option.substring(CACHE.length())).toAbsolutePath().getParent())
        .forEach(shared::add);
    classPath.forEach(entry -> shared.add(Files.isDirectory(entry) ? entry : entry.getParent()));
    return new JavaCommand(JavaRuntime.launcher(root), options, outermost(shared));
  }

  /** A command line of Drayage with a heap of at most so many mebibytes. */
  public List<String> dray(int heapMebibytes, String... arguments) {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx" + heapMebibytes + "m"));
    command.addAll(options);
    command.add(MAIN);
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .filter(Files::exists)
        .toList();
  }

  /** Those that lie in no other one. */
  private static List<Path> outermost(Set<Path> directories) {
    return directories.stream()
        .filter(directory ->
            directories.stream()
                .noneMatch(other -> !other.equals(directory) && directory.startsWith(other)))
        .toList();
  }
}
