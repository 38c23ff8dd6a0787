package io.drayage.runtime.runc;

import io.drayage.platform.process.Subprocess;
import io.drayage.runtime.RuntimeFailure;
import io.drayage.runtime.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A container that is created and never started, for what runc makes of it: the control group with
 * its limits and its list of devices (a program of the kernel's in cgroup v2), and the mount
 * points. Restored tasks go into that group.
 */
final class Placeholder {
  private Placeholder() {}

  /**
   * Makes a workload's control group anew; its bundle is written.
   *
   * @throws RuntimeFailure when runc or the kernel refuses
   */
  static void leaveGroup(Runc runc, Workload workload) {
    // A root of its own: runc is to know nothing of it afterwards.
    Path root = workload.scratch().resolve("placeholder");
    Path output = workload.scratch().resolve("placeholder.log");
    try {
      Files.deleteIfExists(output);
      boolean created = runc.create(root, workload.directory(), workload.name(), output);
      boolean empty = new ControlGroup(workload.cgroup()).kill();
      if (!created || !empty) {
        throw new RuntimeFailure(
            "the control group of %s cannot be made: %s"
                .formatted(workload.name(), RuncMessage.tidy(Files.readString(output))));
      }
    } catch (IOException e) {
      throw new RuntimeFailure(
          "the control group of %s cannot be made: %s".formatted(workload.name(), e.getMessage()),
          e);
    } finally {
      Subprocess.of("rm", "-rf", root.toString()).runOrThrow();
    }
  }
}
