package io.drayage.runtime.runc;

import io.drayage.runtime.Workload;
import io.drayage.runtime.criu.CriuOptions;
import io.drayage.runtime.criu.RestoreHold;
import io.drayage.runtime.criu.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The script that stands in a container's place until its checkpoint is there, and then becomes
 * CRIU. The monitor takes it for its runtime. It is in the container's control group and network
 * namespace from the start, so everything that CRIU starts is too; and it ends with the agent.
 */
final class WaitingRestore {
  private WaitingRestore() {}

  /**
   * Writes the script.
   *
   * @param verdict the named pipe through which it is told to go, with the names of the
   *     checkpoint's stdout and stderr
   * @return its path, which can be executed
   */
  static Path write(
      String criu, Workload workload, CriuOptions options, RestoreHold hold, Path verdict) {
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
          exec 3<>%4$s 5>&1 6>&2
          exec 4<%4$s 3>&-
          read -r word out err <&4
          [ "$word" = go ] || exit 1
          exec 4<&-
          exec %5$s --inherit-fd "fd[5]:$out" --inherit-fd "fd[6]:$err"
          """
              .formatted(
                  words(new ControlGroup(workload.cgroup()).directories()),
                  Shell.quote(workload.network()),
                  Shell.quote(Stdio.file(workload.scratch())),
                  Shell.quote(verdict),
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
