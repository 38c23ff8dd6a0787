package io.drayage.lab.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process may do. */
public final class Privileges {
  private static final Integer ROOT = 0;

  private Privileges() {}

  /** Whether this process runs as root. */
  public static boolean isRoot() {
    try {
      return ROOT.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Does nothing for root.
   *
   * @param what what needs it, for the message
   * @throws LabException in one line otherwise
   */
  public static void requireRoot(String what) {
    if (!isRoot()) {
      throw new LabException(
          what + " needs root, for namespaces, mounts and network links; run it with sudo");
    }
  }
}
