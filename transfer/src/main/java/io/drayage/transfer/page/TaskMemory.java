package io.drayage.transfer.page;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of a container's tasks, read through {@code /proc/PID/mem} (proc(5)). Tasks are named
 * by their ids in the container's PID namespace. Owned by one thread.
 */
public final class TaskMemory implements Closeable {
  private final Map<Integer, FileChannel> tasks = new HashMap<>();

  /**
   * Opens the memory of tasks.
   *
   * @param hostPids the tasks' ids as this host sees them
   */
  public static TaskMemory open(List<Integer> hostPids) throws IOException {
    var memory = new TaskMemory();
    try {
      for (int hostPid : hostPids) {
        int pid = TaskId.of(hostPid).pid();
        if (memory.tasks.containsKey(pid)) {
          throw new IOException("two tasks of the container have the id %d".formatted(pid));
        }
        memory.tasks.put(
            pid,
            FileChannel.open(
                Path.of("/proc", Integer.toString(hostPid), "mem"), StandardOpenOption.READ));
      }
    } catch (IOException | RuntimeException e) {
      memory.close();
      throw e;
    }
    return memory;
  }

  /** Fills {@code pages} from its position to its limit with what is at an address. */
  public void read(int pid, long address, ByteBuffer pages) throws IOException {
    FileChannel memory = tasks.get(pid);
    if (memory == null) {
      throw new IOException("task %d is not in the container".formatted(pid));
    }
    long at = address;
    while (pages.hasRemaining()) {
      int count = memory.read(pages, at);
      if (count <= 0) {
        throw new EOFException("memory of task %d has no page at %x".formatted(pid, at));
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel memory : tasks.values()) {
      memory.close();
    }
    tasks.clear();
  }
}
