package io.drayage.runtime.runc;

import io.drayage.runtime.Workload;
import io.drayage.runtime.criu.CriuOptions;
import io.drayage.runtime.criu.LastOptions;
import io.drayage.runtime.criu.RestoreHold;
import io.drayage.runtime.criu.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The script that becomes a CRIU which waits for its {@link LastOptions}. The monitor takes it for
 * its runtime. It is in the container's control group and network namespace from the start, so
 * everything that CRIU starts is too; and it ends with the agent.
 */
final class WaitingRestore {
  /** CRIU's descriptor for the container's stdout. */
  static final int STDOUT = 5;

  /** CRIU's descriptor for the container's stderr. */
  static final int STDERR = 6;

  private WaitingRestore() {}

  /**
   * Writes the script.
   *
   * @param gate the named pipe through which these come
   * @return its path, which can be executed
   */
  static Path write(
      String criu, Workload workload, CriuOptions options, RestoreHold hold, Path gate) {
    Path script = workload.directory().resolve("restore.sh");
    List<String> restore = options.restore(Conmon.pidFile(workload.scratch()), hold.script());
    try {
      Shell.write(
          script,
          """
          #!/bin/sh
          [ "$1" = waiting ] || {
            for group in %1$s; do
              echo 0 >"$group/cgroup.procs" || exit 1
            done
            exec nsenter --net=%2$s "$0" waiting
          }
          echo "$(readlink /proc/$$/fd/1) $(readlink /proc/$$/fd/2)" >%3$s
          exec %4$d>&1 %5$d>&2
          sed '/^$/q' <%6$s | %7$s=%8$s %9$s
          """
              .formatted(
                  words(new ControlGroup(workload.cgroup()).directories()),
                  Shell.quote(workload.network()),
                  Shell.quote(Stdio.file(workload.scratch())),
                  STDOUT,
                  STDERR,
                  Shell.quote(gate),
                  LastOptions.VARIABLE,
                  LastOptions.STDIN,
                  Shell.quote(criu) + " " + words(restore)));
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "restore of %s cannot be prepared".formatted(workload.name()), e);
    }
  }

  private static String words(List<?> words) {
    return words.stream().map(Shell::quote).collect(Collectors.joining(" "));
  }
}
