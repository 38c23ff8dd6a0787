package io.drayage.bench.host;

import io.drayage.lab.machine.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a network interface's counters (proc_pid_net(5), {@code /proc/PID/net/dev}). */
final class LinkCounter {
  private static final String LINK = "eth0:";
  private static final int TRANSMITTED = 8;

  private LinkCounter() {}

  /** Bytes that the host of a process has sent over its link. */
  static long bytesSent(Path proc) {
    try {
      return parse(Files.readAllLines(proc.resolve("net/dev")));
    } catch (IOException e) {
      throw new LabException("cannot read the link's counters: " + e.getMessage(), e);
    }
  }

  static long parse(List<String> lines) {
    String counters =
        lines.stream()
            .map(String::strip)
            .filter(line -> line.startsWith(LINK))
            .findFirst()
            .orElseThrow(() -> new LabException("the host has no link eth0"));
    return Long.parseLong(counters.substring(LINK.length()).strip().split("\\s+", -1)[TRANSMITTED]);
  }
}
