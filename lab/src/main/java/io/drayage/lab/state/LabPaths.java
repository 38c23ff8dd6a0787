package io.drayage.lab.state;

import io.drayage.lab.LabException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * Where a lab's files are: what dies with the machine under /run, the hosts' disks under /var/lib, the
 * logs under /var/log.
 *
 * @param lab the lab's name
 */
public record LabPaths(String lab) {
  private static final Path RUN = Path.of("/run/drayage/labs");
  private static final Path DISKS = Path.of("/var/lib/drayage/labs");
  private static final Path LOGS = Path.of("/var/log/drayage/labs");

  /** Held while labs are claimed or removed; it is never removed itself. */
  static Path lock() {
    return Path.of("/run/lock/drayage-labs.lock");
  }

  /** The value of fs.pipe-max-size before the first lab. */
  static Path savedPipeLimit() {
    return RUN.resolve(".pipe-max-size");
  }

  /** Names of all labs that have a directory here. */
  static TreeSet<String> labs() {
    TreeSet<String> names = new TreeSet<>();
    for (Path parent : parents()) {
      for (Path child : children(parent)) {
        String name = child.getFileName().toString();
        if (!name.startsWith(".")) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** The directories that hold labs, and those that hold only these. */
  static List<Path> parents() {
    return List.of(RUN, DISKS, LOGS);
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

  /** A host's recorded init, "pid startTicks". */
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

  static List<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      List<Path> list = new java.util.ArrayList<>();
      children.forEach(list::add);
      return list;
    } catch (IOException e) {
      throw new LabException("cannot list " + directory + ": " + e.getMessage(), e);
    }
  }
}
