package io.drayage.preflight.probe;

import io.drayage.preflight.fact.Usage;
import java.util.List;

/** Adds up what the tasks of a container use. Not thread-safe. */
final class UsageCount {
  private long memory;
  private long huge;
  private int mappings;
  private long highest;
  private long lowest = Long.MAX_VALUE;
  private int largestPid;
  private int threads;
  private int instances;
  private int watches;

  void count(List<String> status) {
    memory += ProcFile.number(ProcFile.value(status, "VmRSS")) << 10;
    huge += ProcFile.number(ProcFile.value(status, "HugetlbPages")) << 10;
    threads += (int) ProcFile.number(ProcFile.value(status, "Threads"));
    largestPid =
        Math.max(
            largestPid,
            (int)
                ProcFile.number(
                    ProcFile.value(status, "NSpid").map(ids -> ProcFile.words(ids).getLast())));
  }

  void mapped(int count, long from, long to) {
    mappings = Math.max(mappings, count);
    highest = Math.max(highest, to);
    lowest = Math.min(lowest, from);
  }

  void inotify(int watching) {
    instances++;
    watches += watching;
  }

  Usage total(long fileBytes) {
    return new Usage(
        memory,
        fileBytes,
        mappings,
        highest,
        lowest == Long.MAX_VALUE ? 0 : lowest,
        largestPid,
        threads,
        instances,
        watches,
        huge);
  }
}
