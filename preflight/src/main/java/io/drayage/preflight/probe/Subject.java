package io.drayage.preflight.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A running container, as a probe finds it.
 *
 * @param first its first process, as this host sees it
 * @param pids all its processes
 * @param provided mount points inside that every destination has: volumes and what the runtime
 *     makes
 * @param monitorPipes names of the pipes to its monitor, as {@code pipe:[123]}, which are handed
 *     over
 * @param trees the directories that move with it
 */
public record Subject(
    int first,
    List<Integer> pids,
    Set<String> provided,
    Set<String> monitorPipes,
    List<Path> trees) {
  static Path proc(int pid) {
    return Path.of("/proc", Integer.toString(pid));
  }
}
