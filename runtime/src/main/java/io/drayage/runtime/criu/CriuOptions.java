package io.drayage.runtime.criu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The options with which CRIU dumps and restores a container, from within the container's network
 * namespace (CRIU documentation, criu(8)).
 *
 * <p>From within, CRIU takes that namespace for its own and spends nothing on it: else it walks the
 * host's connection tracking twice, 13 ms each. The agent cuts the network itself, so CRIU's own
 * lock, which costs up to 100 ms, is skipped; and it makes the control groups itself.
 *
 * @param images where the images are
 * @param work where the log goes
 * @param root the container's root, as the host sees it
 * @param mounts what is mounted inside and is not the container's own
 */
public record CriuOptions(Path images, Path work, Path root, ExternalMounts mounts) {
  /** The log's name in {@link #work}. */
  public static final String DUMP_LOG = "dump.log";

  /** The log's name in {@link #work}. */
  public static final String RESTORE_LOG = "restore.log";

  /** CRIU's name for the socket, in {@link #work}, at which it hands over userfaultfds. */
  public static final String LAZY_SOCKET = "lazy-pages.socket";

  /**
   * For a dump that leaves the tasks as the freezer has them, to be begun by {@link #beginDump}.
   *
   * @param pid the container's first process
   * @param freezer the directory of the control group that freezes them
   * @throws IOException when its mounts cannot be read
   */
  public List<String> dump(long pid, Path freezer) throws IOException {
    var options = new ArrayList<>(List.of("dump", "--leave-running"));
    options.addAll(common(DUMP_LOG));
    options.addAll(List.of("--freeze-cgroup", freezer.toString()));
    options.addAll(mounts.dumpOptions(pid));
    return options;
  }

  /** What a dump lacks until it may begin, as {@link LastOptions#text} takes it. */
  public List<String> beginDump(long pid) {
    return List.of("tree " + pid, imagesDirectory());
  }

  /**
   * For a restore that ends when the tasks run, to be begun by {@link #beginRestore}.
   *
   * @param pidFile where the id of the container's first process is noted
   * @param script what CRIU runs at its stages
   */
  public List<String> restore(Path pidFile, Path script) {
    var options = new ArrayList<>(List.of("restore", "--restore-detached", "--lazy-pages"));
    options.addAll(common(RESTORE_LOG));
    options.addAll(List.of("--pidfile", pidFile.toString(), "--action-script", script.toString()));
    options.addAll(mounts.restoreOptions());
    return options;
  }

  /**
   * What a restore lacks until it may begin, as {@link LastOptions#text} takes it.
   *
   * @param inherited the checkpoint's names for what the restored tasks take over, by the number of
   *     CRIU's descriptor
   */
  public List<String> beginRestore(Map<Integer, String> inherited) {
    var options = new ArrayList<>(List.of(imagesDirectory()));
    inherited.forEach(
        (descriptor, name) -> options.add("inherit-fd fd[%d]:%s".formatted(descriptor, name)));
    return options;
  }

  private String imagesDirectory() {
    return "images-dir " + images;
  }

  private List<String> common(String log) {
    return List.of(
        "--work-dir",
        work.toString(),
        "--log-file",
        log,
        // A level more, and each run of pages is a line: milliseconds of the freeze.
        "-v3",
        "--root",
        root.toString(),
        "--tcp-established",
        "--file-locks",
        "--network-lock",
        "skip",
        "--manage-cgroups=ignore");
  }
}
