package io.drayage.agent.migration;

import io.drayage.agent.memory.OutgoingMemory;
import io.drayage.agent.memory.PageExport;
import io.drayage.transfer.stream.OutgoingStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a source keeps open for one move. Owned by the thread that holds the container's lock.
 *
 * @param stream to the destination
 * @param memory the container's, on its way over that stream
 * @param order what the source was told
 * @param connector opens another stream to the same destination
 */
record Outgoing(
    OutgoingStream stream, OutgoingMemory memory, CopyOrder order, PageExport.Connector connector)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

  /** Ends the stream, so that whoever sends fails; called by any thread. */
  void interrupt() {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.debug("A stream did not close: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      memory.close();
      stream.close();
    } catch (IOException e) {
      LOG.debug("A stream did not close: {}", e.getMessage());
    }
  }
}
