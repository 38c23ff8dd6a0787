package io.drayage.agent.memory;

import io.drayage.transfer.page.PageRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** How much private memory processes have, by {@code /proc/PID/statm} (proc(5)). */
final class ResidentMemory {
  private ResidentMemory() {}

  /** Bytes resident and not shared, of all the processes together; those that have ended have 0. */
  static long of(List<Integer> hostPids) throws IOException {
    long pages = 0;
    for (int pid : hostPids) {
      try {
        String[] fields =
            Files.readString(Path.of("/proc", Integer.toString(pid), "statm")).split(" ", 4);
        pages += Math.max(0, Long.parseLong(fields[1]) - Long.parseLong(fields[2]));
      } catch (NoSuchFileException e) {
        // It ended between the listing and the look.
      }
    }
    return pages * PageRun.PAGE;
  }
}
