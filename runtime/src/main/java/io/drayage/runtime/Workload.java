package io.drayage.runtime;

import java.nio.file.Path;
import java.util.List;

/**
 * A container as a runtime sees it: directories and a network that others made, and a process.
 *
 * @param name unique on the host; also the host name inside
 * @param directory where the driver keeps its own files of this container on disk
 * @param scratch where the driver keeps files that must not outlive a reboot (tmpfs)
 * @param root the mounted root file system
 * @param command program and arguments
 * @param env {@code KEY=VALUE} each
 * @param workdir working directory inside
 * @param user numeric {@code UID:GID}
 * @param mounts directories of the host to appear inside
 * @param memoryBytes memory limit in bytes; 0 means none
 * @param network the network namespace's file
 * @param cgroup cgroup path of its own, below no other container's
 * @param log file that receives stdout and stderr, in the CRI log format (time, stream, tag, text)
 */
public record Workload(
    String name,
    Path directory,
    Path scratch,
    Path root,
    List<String> command,
    List<String> env,
    String workdir,
    String user,
    List<HostMount> mounts,
    long memoryBytes,
    Path network,
    String cgroup,
    Path log) {
  public Workload {
    command = List.copyOf(command);
    env = List.copyOf(env);
    mounts = List.copyOf(mounts);
  }

  /**
   * A directory of the host that appears inside.
   *
   * @param source on the host
   * @param target absolute path inside
   */
  public record HostMount(Path source, String target) {}
}
