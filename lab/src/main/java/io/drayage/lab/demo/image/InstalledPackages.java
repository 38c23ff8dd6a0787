package io.drayage.lab.demo.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Debian packages installed in a root file system, read from dpkg's own database (dpkg(1),
 * {@code /var/lib/dpkg}). Immutable.
 */
final class InstalledPackages {

  private static final Pattern COMMA = Pattern.compile(",\\s*");
  private static final Pattern BAR = Pattern.compile("\\|\\s*");
  private static final Pattern NAME_END = Pattern.compile("[\\s:(]");

  private final Path database;
  private final Map<String, Map<String, String>> byName;
  private final Map<String, String> providers;

  private InstalledPackages(
      Path database, Map<String, Map<String, String>> byName, Map<String, String> providers) {
    this.database = database;
    this.byName = byName;
    this.providers = providers;
  }

  static InstalledPackages in(Path root) throws IOException {
    Path database = root.resolve("var/lib/dpkg");
    Map<String, Map<String, String>> byName = new TreeMap<>();
    for (Map<String, String> fields : ControlFile.stanzas(database.resolve("status"))) {
      if (fields.getOrDefault("Status", "").endsWith(" installed")) {
        byName.put(fields.getOrDefault("Package", ""), fields);
      }
    }
    Map<String, String> providers = new HashMap<>();
    byName.forEach((name, fields) ->
        COMMA
            .splitAsStream(fields.getOrDefault("Provides", ""))
            .filter(provided -> !provided.isBlank())
            .forEach(provided -> providers.putIfAbsent(bareName(provided), name)));
    return new InstalledPackages(database, byName, providers);
  }

  /**
   * The named packages and everything that they depend on, with their versions, sorted by name.
   *
   * @throws ImageBuildException when a package is not installed
   */
  SortedMap<String, String> closure(Collection<String> names) {
    SortedMap<String, String> closure = new TreeMap<>();
    var open = new ArrayDeque<String>(names);
    while (!open.isEmpty()) {
      String name = open.pop();
      Map<String, String> fields = byName.get(name);
      if (fields == null) {
        throw new ImageBuildException(
            "the lab's root file system lacks the package "
                + name
                + ": remove the root from the cache, so that it is made anew");
      }
      if (closure.putIfAbsent(name, fields.getOrDefault("Version", "")) == null) {
        Stream.of("Pre-Depends", "Depends")
            .flatMap(field -> COMMA.splitAsStream(fields.getOrDefault(field, "")))
            .filter(dependency -> !dependency.isBlank())
            .forEach(dependency -> open.add(installedAlternative(name, dependency)));
      }
    }
    return closure;
  }

  /** The absolute paths of a package's files and directories, as its list names them. */
  List<String> files(String name) throws IOException {
    Path plain = database.resolve("info/" + name + ".list");
    if (Files.exists(plain)) {
      return Files.readAllLines(plain);
    }
    Map<String, String> fields = byName.getOrDefault(name, Map.of());
    String architecture = fields.getOrDefault("Architecture", "");
    return Files.readAllLines(database.resolve("info/" + name + ":" + architecture + ".list"));
  }

  private String installedAlternative(String dependent, String dependency) {
    List<String> alternatives =
        BAR.splitAsStream(dependency).map(InstalledPackages::bareName).toList();
    for (String alternative : alternatives) {
      if (byName.containsKey(alternative)) {
        return alternative;
      }
    }
    for (String alternative : alternatives) {
      String provider = providers.get(alternative);
      if (provider != null) {
        return provider;
      }
    }
    throw new ImageBuildException(
        "in the lab's root file system "
            + dependent
            + " lacks its dependency "
            + dependency
            + ": remove the root from the cache, so that it is made anew");
  }

  /** The name alone of {@code libc6 (>= 2.34)} or {@code python3:any}. */
  private static String bareName(String relation) {
    return NAME_END.split(relation.strip(), 2)[0];
  }
}
