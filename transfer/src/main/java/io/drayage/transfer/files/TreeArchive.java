package io.drayage.transfer.files;

import io.drayage.platform.process.Subprocess;
import io.drayage.platform.process.SubprocessException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory tree as tar archives: the whole tree first, then only what changed, removals included
 * (GNU tar manual, "Using tar to perform incremental dumps").
 *
 * <p>Ownership by number, times to the nanosecond, extended attributes (overlayfs's own among
 * them), ACLs, hard links, device nodes and holes are kept. Used by one thread at a time.
 */
public final class TreeArchive {
  private static final List<String> FAITHFUL =
      List.of(
          "--format=posix",
          "--numeric-owner",
          "--xattrs",
          "--xattrs-include=*",
          "--acls",
          "--sparse");

  /** Exit code 1: a file changed while it was read. The next round sends it again. */
  private static final int FILE_CHANGED = 1;

  private final Path tree;
  private final Path snapshot;

  /**
   * A tree.
   *
   * @param tree the directory
   * @param snapshot a file that remembers between rounds what has arrived; absent before the first
   */
  public TreeArchive(Path tree, Path snapshot) {
    this.tree = tree;
    this.snapshot = snapshot;
  }

  /**
   * Writes a tree that is in use, or what changed of it since the round last {@link #delivered}.
   * All dirty pages of its files are written back first, so that what is stored through a shared
   * mapping from then on shows.
   *
   * @throws IOException when {@code out} takes no more, or a file cannot be written back
   */
  public void writeChangesInUse(OutputStream out) throws IOException {
    Instant began = kernelTime();
    CleanPages.of(tree);
    write(out, began);
  }

  /**
   * Writes a tree to which nothing writes, or what changed of it since the round last {@link
   * #delivered}.
   *
   * @throws IOException when {@code out} takes no more
   */
  public void writeChanges(OutputStream out) throws IOException {
    write(out, Instant.MAX);
  }

  /** Remembers that what was written last has arrived: the next round builds on it. */
  public void delivered() throws IOException {
    Files.move(next(), snapshot, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The snapshot that a round makes. */
  private Path next() {
    return snapshot.resolveSibling(snapshot.getFileName() + ".next");
  }

  /** tar changes its snapshot in place. */
  private void beginFromDelivered() throws IOException {
    if (Files.exists(snapshot)) {
      Files.copy(snapshot, next(), StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(next());
    }
  }

  /** The clock by which the kernel stamps files. */
  private Instant kernelTime() throws IOException {
    Path stamped = snapshot.resolveSibling(snapshot.getFileName() + ".began");
    Files.write(stamped, new byte[0]);
    try {
      return Files.getLastModifiedTime(stamped).toInstant();
    } finally {
      Files.delete(stamped);
    }
  }

  private void write(OutputStream out, Instant began) throws IOException {
    beginFromDelivered();
    var command = new ArrayList<String>(List.of("tar", "--create", "--file=-"));
    command.addAll(FAITHFUL);
    command.addAll(
        List.of(
            "--listed-incremental=" + next(), "--directory=" + tree, "--warning=no-file-changed"));
    command.add(".");
    Subprocess.Result result;
    try {
      result = Subprocess.of(command).env("LC_ALL", "C").env("TAR_OPTIONS", "").stdout(out).run();
    } catch (SubprocessException e) {
      if (e.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw e;
    }
    if (result.exit() > FILE_CHANGED) {
      throw new IllegalStateException(
          "files below %s cannot be read: %s".formatted(tree, reason(result.stderr())));
    }
    SentSnapshot.backdate(next(), began);
  }

  /** Begins to unpack one archive of {@link #writeChanges} into a directory. */
  public static Unpacking unpackInto(Path directory) throws IOException {
    Files.createDirectories(directory);
    var command = new ArrayList<String>(List.of("tar", "--extract", "--file=-"));
    command.addAll(List.of("--preserve-permissions", "--same-owner", "--delay-directory-restore"));
    command.addAll(FAITHFUL.subList(1, FAITHFUL.size() - 1));
    command.addAll(List.of("--listed-incremental=/dev/null", "--directory=" + directory));
    return new Unpacking(
        Subprocess.of(command).env("LC_ALL", "C").env("TAR_OPTIONS", "").stdinPiped().start());
  }

  /** tar's last words are that it exits; the reason is before them. */
  static String reason(String stderr) {
    return stderr
        .lines()
        .map(line -> line.replaceFirst("^tar: ", ""))
        .filter(line -> !line.startsWith("Exiting with") && !line.startsWith("Error is not recov"))
        .reduce("no reason given", (before, line) -> line);
  }
}
