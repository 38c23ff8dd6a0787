package io.drayage.transfer.track;

import static org.assertj.core.api.Assertions.assertThat;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.transfer.page.PageRange;
import io.drayage.transfer.page.TaskId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The pages handed over so far, as the other side would have them. */
final class PageImage implements PageSink {
  private final Map<TaskId, Map<Long, byte[]>> pages = new HashMap<>();

  @Override
  public void pages(TaskId task, long address, ByteBuffer content) {
    assertThat(content.isDirect()).isTrue();
    Map<Long, byte[]> own = pages.computeIfAbsent(task, key -> new HashMap<>());
    for (long at = address; content.hasRemaining(); at += AddressSpace.PAGE) {
      byte[] page = new byte[AddressSpace.PAGE];
      content.get(page);
      own.put(at, page);
    }
  }

  /** Requires every populated page of a stopped process to be here as it is there. */
  int requireSameAs(int pid) throws IOException {
    Map<Long, byte[]> own = pages.getOrDefault(TaskId.of(pid), Map.of());
    Map<Long, byte[]> memory = memory(pid);
    memory.forEach((address, page) ->
        assertThat(Arrays.equals(own.get(address), page))
            .as("page 0x%x of %d, handed over: %s", address, pid, own.containsKey(address))
            .isTrue());
    return memory.size();
  }

  /** Requires what a tracker says of a stopped process's pages to be safe and complete. */
  void requireSafe(int pid, DirtyPages told) throws IOException {
    TaskId task = TaskId.of(pid);
    Map<Long, byte[]> own = pages.getOrDefault(task, Map.of());
    memory(pid)
        .forEach((address, page) -> {
          if (told.unchanged(task, address)) {
            assertThat(Arrays.equals(own.get(address), page))
                .as("unchanged page 0x%x of %d", address, pid)
                .isTrue();
          } else {
            assertThat(told.of(task).orElseThrow().written())
                .as("page 0x%x is listed", address)
                .anyMatch(range -> range.start() <= address && address < range.end());
          }
        });
  }

  /** All populated private anonymous pages of a process, read by the plainest means. */
  private static Map<Long, byte[]> memory(int pid) throws IOException {
    var memory = new HashMap<Long, byte[]>();
    ByteBuffer page = ByteBuffer.allocateDirect(AddressSpace.PAGE);
    try (AddressSpace space = AddressSpace.open(pid)) {
      PageRuns runs = PagemapEntries.find(space, Mapping.parse(space.maps()), 0);
      for (PageRange range : runs.ranges()) {
        for (long at = range.start(); at < range.end(); at += AddressSpace.PAGE) {
          page.clear();
          assertThat(space.read(at, page)).isEqualTo(AddressSpace.PAGE);
          byte[] bytes = new byte[AddressSpace.PAGE];
          page.flip().get(bytes);
          memory.put(at, bytes);
        }
      }
    }
    return memory;
  }
}
