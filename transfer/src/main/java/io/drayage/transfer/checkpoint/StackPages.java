package io.drayage.transfer.checkpoint;

import io.drayage.transfer.page.PageRange;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The pages that the stack pointers of a stopped task's threads are in. */
final class StackPages {
  private StackPages() {}

  /** Their addresses, by /proc/PID/task/TID/syscall (proc_pid_syscall(5)). */
  static NavigableSet<Long> of(int hostPid) throws IOException {
    var pages = new TreeSet<Long>();
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Integer.toString(hostPid), "task"))) {
      for (Path thread : threads) {
        List<String> words =
            List.of(Files.readString(thread.resolve("syscall")).strip().split(" ", -1));
        // "running" has none; else the last two are the stack pointer and the program counter.
        if (words.size() > 2) {
          long pointer = Long.parseUnsignedLong(words.get(words.size() - 2).substring(2), 16);
          pages.add(pointer & -PageRange.PAGE);
        }
      }
    }
    return pages;
  }
}
