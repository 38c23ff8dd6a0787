package io.drayage.lab.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a lab's files are: what dies with the machine under /run, the hosts' disks under /var/lib,
 * the logs under /var/log.
 *
 * @param lab the lab's name
 */
public record LabPaths(String lab) {
  private static final Path RUN = Path.of("/run/drayage/labs");
  private static final Path DISKS = Path.of("/var/lib/drayage/labs");
  private static final Path LOGS = Path.of("/var/log/drayage/labs");

  /** The value of fs.pipe-max-size before the first lab. */
  public static Path savedPipeLimit() {
    return RUN.resolve(".pipe-max-size");
  }

  /**
   * Names of all labs that have files here, logs aside: these outlive a lab that failed to start.
   */
  public static Set<String> labs() {
    Set<String> names = new TreeSet<>();
    for (Path parent : List.of(RUN, DISKS)) {
      if (Files.isDirectory(parent)) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, "[!.]*")) {
          children.forEach(child -> names.add(child.getFileName().toString()));
        } catch (IOException e) {
          throw new LabException("cannot list " + parent + ": " + e.getMessage(), e);
        }
      }
    }
    return names;
  }

  /**
   * The directories shared by all labs, to be removed with the last one: children before parents.
   */
  public static List<Path> shared() {
    return List.of(RUN, RUN.getParent(), DISKS, DISKS.getParent(), LOGS, LOGS.getParent());
  }

  public Path run() {
    return RUN.resolve(lab);
  }

  public Path disks() {
    return DISKS.resolve(lab);
  }

  public Path logs() {
    return LOGS.resolve(lab);
  }

  public Path state() {
    return run().resolve("state.json");
  }

  /** What a client needs to talk to the lab's controller; there once the lab is up. */
  public Path context() {
    return run().resolve("context.json");
  }

  /** A host's recorded pid 1, "pid startTicks". */
  public Path init(String host) {
    return run().resolve("hosts").resolve(host).resolve("init");
  }

  /** An empty directory: the mount point of a host's root, in its own mount namespace. */
  public Path root(String host) {
    return run().resolve("hosts").resolve(host).resolve("root");
  }

  /** A host's disk: upper, work and data. */
  public Path disk(String host) {
    return disks().resolve(host);
  }

  public Path logs(String host) {
    return logs().resolve(host);
  }
}
