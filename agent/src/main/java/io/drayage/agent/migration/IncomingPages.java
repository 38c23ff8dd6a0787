package io.drayage.agent.migration;

import io.drayage.agent.memory.IncomingMemory;
import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.stream.ItemKind;
import io.drayage.transfer.stream.ItemStore;
import io.drayage.transfer.stream.RequestChannel;
import io.drayage.transfer.stream.StreamException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Takes the pages that a restored container lacks, and nothing else. Owned by the stream's thread.
 */
class IncomingPages implements ItemStore {
  final IncomingMemory memory;
  final long copy;

  /** Pages for a memory, of one copy of the container or of its frozen tasks. */
  IncomingPages(IncomingMemory memory, long copy) {
    this.memory = memory;
    this.copy = copy;
  }

  @Override
  public void connected(RequestChannel sender) {
    memory.connected(sender);
  }

  @Override
  public void pages(PageRun run, ByteBuffer content) throws IOException {
    memory.pages(copy, run, content);
  }

  @Override
  public void zeroes(PageRun run) throws IOException {
    memory.zeroes(copy, run);
  }

  @Override
  public OutputStream open(ItemKind kind, String name) throws IOException {
    throw new StreamException("the container runs already: only its pages are wanted");
  }

  @Override
  public void ended() {}
}
