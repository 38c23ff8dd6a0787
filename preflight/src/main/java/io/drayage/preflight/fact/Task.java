package io.drayage.preflight.fact;

import java.util.Optional;
import java.util.Set;

/**
 * A process of a container.
 *
 * @param pid as its host sees it
 * @param name as ps shows it
 * @param state the kernel's letter (proc_pid_stat(5)): R, S, D, Z, T, t …
 * @param tracer the process that debugs it; 0 for none
 * @param leaderOutside whether its session's leader is outside of the container
 * @param compat whether it is a 32-bit program on a 64-bit kernel
 * @param foreignNamespaces kinds of namespaces in which it is not with the first process
 * @param policies scheduling policies of its threads, as sched(7) numbers them
 * @param label what security modules call it; empty for nothing or {@code unconfined}
 * @param openFilesLimit the most files that it may have open; empty for no limit or not known
 */
public record Task(
    int pid,
    String name,
    String state,
    int tracer,
    boolean leaderOutside,
    boolean compat,
    Set<String> foreignNamespaces,
    Set<Integer> policies,
    Optional<String> label,
    Optional<Long> openFilesLimit) {

  /** The task as people find it: its name and number. */
  public String who() {
    return "%s (pid %d)".formatted(name, pid);
  }
}
