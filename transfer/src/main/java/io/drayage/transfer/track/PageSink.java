package io.drayage.transfer.track;

import io.drayage.transfer.page.TaskId;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the pages of a round. */
@FunctionalInterface
public interface PageSink {
  /**
   * Takes pages in a row of one task, as they were when they were read. Each page replaces what was
   * handed over for its address before.
   *
   * @param content whole pages of 4096 bytes, at most 1 MiB; a direct buffer that is valid during
   *     the call only
   * @throws IOException ends the round; pages not taken count as written for the next
   */
  void pages(TaskId task, long address, ByteBuffer content) throws IOException;
}
