package io.drayage.transfer.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process of a container.
 *
 * @param hostPid its process id on the host
 * @param pid its process id inside the container, by which CRIU names its images: the last of
 *     {@code NSpid} in /proc/PID/status
 */
public record TaskId(int hostPid, int pid) {
  /**
   * Looks a process up.
   *
   * @throws IOException when it is gone
   */
  public static TaskId of(int hostPid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + hostPid + "/status"))) {
      if (line.startsWith("NSpid:")) {
        return new TaskId(
            hostPid, Integer.parseInt(line, line.lastIndexOf('\t') + 1, line.length(), 10));
      }
    }
    return new TaskId(hostPid, hostPid);
  }
}
