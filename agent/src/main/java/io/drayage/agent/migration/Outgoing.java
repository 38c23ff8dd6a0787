package io.drayage.agent.migration;

import io.drayage.agent.memory.CopyStream;
import io.drayage.agent.memory.OutgoingMemory;
import io.drayage.agent.memory.PageExport;

/**
 * What a source keeps open for one move. Owned by the thread that holds the container's lock.
 *
 * @param stream to the destination
 * @param memory the container's, on its way over that stream
 * @param order what the source was told
 * @param connector opens another stream to the same destination, for the frozen tasks' pages
 */
record Outgoing(
    CopyStream stream, OutgoingMemory memory, CopyOrder order, PageExport.Connector connector)
    implements AutoCloseable {
  /** Ends the stream, so that whoever sends fails; called by any thread. */
  void interrupt() {
    stream.interrupt();
  }

  @Override
  public void close() {
    memory.close();
    stream.close();
  }
}
