package io.drayage.lab.host;

import io.drayage.lab.machine.LabException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cgroups of a lab: /drayage-lab/LAB/HOST for a host, with the host's own processes in a child
 * named _host and the containers' cgroups, which the agent makes, beside it. Works with the v1
 * controllers of a hybrid machine and with the one v2 hierarchy of a unified one.
 */
public final class Cgroups {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");
  private static final List<String> V1_CONTROLLERS = List.of("memory", "freezer", "pids");
  private static final List<String> DELEGATED = List.of("memory", "pids");
  private static final String PARENT = "drayage-lab";
  private static final String OWN = "_host";

  private final Path lab;

  /**
   * @param lab the lab's name
   */
  public Cgroups(String lab) {
    this.lab = Path.of(PARENT, lab);
  }

  /** Path of a host's cgroup below each hierarchy's root, as agents get it for their containers. */
  public String parent(String host) {
    return "/" + lab.resolve(host);
  }

  /** Makes a host's cgroups, with a limit for all its memory. */
  public void create(String host, long memoryBytes) {
    try {
      for (Path hierarchy : hierarchies()) {
        Path group = hierarchy.resolve(lab).resolve(host);
        Files.createDirectories(group.resolve(OWN));
        if (isV2(hierarchy)) {
          delegate(hierarchy, group);
        }
        limit(group, memoryBytes);
      }
    } catch (IOException e) {
      throw new LabException("cannot make the cgroups of " + host + ": " + e.getMessage(), e);
    }
  }

  /** The cgroup.procs files that a process of the host writes itself into. */
  public List<Path> procs(String host) {
    return hierarchies().stream()
        .map(root -> root.resolve(lab).resolve(host).resolve(OWN).resolve("cgroup.procs"))
        .toList();
  }

  /** Whether anything is left of the lab's cgroups. */
  public boolean exist() {
    return !groups().isEmpty();
  }

  /** Lets frozen processes go on, so that a SIGKILL sent before reaches them. */
  public void thaw() {
    for (Path group : groups()) {
      writeIfThere(group.resolve("freezer.state"), "THAWED");
      writeIfThere(group.resolve("cgroup.freeze"), "0");
    }
  }

  /** Pids of all processes in the lab's cgroups. */
  public List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    for (Path group : groups()) {
      try {
        Files.readAllLines(group.resolve("cgroup.procs")).stream()
            .map(Long::valueOf)
            .forEach(pids::add);
      } catch (IOException e) {
        // It was removed meanwhile.
      }
    }
    return pids;
  }

  /** Removes what can be removed: cgroups without processes. Containers' cgroups are among them. */
  public void remove() {
    for (Path group : groups()) {
      delete(group);
    }
    for (Path hierarchy : all()) {
      delete(hierarchy.resolve(PARENT));
    }
  }

  /** Names of all labs that have cgroups. */
  public static List<String> labs() {
    List<String> labs = new ArrayList<>();
    for (Path hierarchy : all()) {
      directories(hierarchy.resolve(PARENT), 1).stream()
          .map(group -> group.getFileName().toString())
          .filter(name -> !name.equals(PARENT))
          .forEach(labs::add);
    }
    return labs.stream().distinct().toList();
  }

  /** All the lab's cgroups in all hierarchies, children before parents. */
  private List<Path> groups() {
    return all().stream()
        .flatMap(hierarchy -> directories(hierarchy.resolve(lab), Integer.MAX_VALUE).stream())
        .sorted(Comparator.comparingInt(Path::getNameCount).reversed())
        .toList();
  }

  private static List<Path> hierarchies() {
    return isV2(ROOT) ? List.of(ROOT) : V1_CONTROLLERS.stream().map(ROOT::resolve).toList();
  }

  /**
   * The one v2 hierarchy, or every v1 hierarchy and the empty v2 one: runc makes cgroups in all.
   */
  private static List<Path> all() {
    return isV2(ROOT)
        ? List.of(ROOT)
        : directories(ROOT, 1).stream().filter(p -> !p.equals(ROOT)).toList();
  }

  private static boolean isV2(Path hierarchy) {
    return Files.exists(hierarchy.resolve("cgroup.controllers"));
  }

  private static void delegate(Path hierarchy, Path group) throws IOException {
    // Some machines keep a controller from the v2 hierarchy: by cgroup_disable=, or in a v1 one.
    Set<String> there =
        Set.of(Files.readString(hierarchy.resolve("cgroup.controllers")).strip().split(" "));
    String enable =
        DELEGATED.stream()
            .filter(there::contains)
            .map("+"::concat)
            .collect(Collectors.joining(" "));
    if (enable.isEmpty()) {
      return;
    }
    Path parent = hierarchy;
    Files.writeString(parent.resolve("cgroup.subtree_control"), enable);
    for (Path name : hierarchy.relativize(group)) {
      parent = parent.resolve(name);
      Files.writeString(parent.resolve("cgroup.subtree_control"), enable);
    }
  }

  private static void limit(Path group, long memoryBytes) {
    writeIfThere(group.resolve("memory.limit_in_bytes"), Long.toString(memoryBytes));
    writeIfThere(group.resolve("memory.max"), Long.toString(memoryBytes));
  }

  private static void writeIfThere(Path file, String value) {
    try {
      if (Files.exists(file)) {
        Files.writeString(file, value);
      }
    } catch (NoSuchFileException e) {
      // It was removed meanwhile.
    } catch (IOException e) {
      throw new LabException("cannot write " + value + " to " + file + ": " + e.getMessage(), e);
    }
  }

  private static void delete(Path group) {
    try {
      Files.deleteIfExists(group);
    } catch (DirectoryNotEmptyException e) {
      // Another lab's, or one of a process not gone yet: the caller looks again.
    } catch (IOException e) {
      // EBUSY, for the same reason.
    }
  }

  private static List<Path> directories(Path root, int depth) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(root, depth)) {
      return tree.filter(Files::isDirectory).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }
}
