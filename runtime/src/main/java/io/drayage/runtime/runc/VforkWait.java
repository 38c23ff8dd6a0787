package io.drayage.runtime.runc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A task's wait, in vfork(2) or a clone(2) like it, until its child executes a program or ends.
 *
 * <p>Frozen in it, a task cannot be checkpointed: CRIU stops the child before it gets that far and
 * then waits for the parent, which takes no signal until it has, for ten seconds and in vain. A
 * shell starts each command so.
 */
final class VforkWait {
  /** Where such a task sleeps (kernel, kernel/fork.c), as proc_pid_wchan(5) names it. */
  private static final Set<String> FUNCTIONS = Set.of("kernel_clone", "wait_for_vfork_done");

  private VforkWait() {}

  /** Whether a thread of one of these processes is in it. A process that is gone is not. */
  static boolean isAmong(List<Integer> processes) {
    return processes.stream().anyMatch(VforkWait::isIn);
  }

  private static boolean isIn(int process) {
    Path threads = Path.of("/proc", Integer.toString(process), "task");
    try (DirectoryStream<Path> each = Files.newDirectoryStream(threads)) {
      for (Path thread : each) {
        if (FUNCTIONS.contains(Files.readString(thread.resolve("wchan")).strip())) {
          return true;
        }
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }
}
