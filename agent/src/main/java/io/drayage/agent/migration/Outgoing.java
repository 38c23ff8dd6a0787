package io.drayage.agent.migration;

import io.drayage.agent.memory.OutgoingMemory;
import io.drayage.agent.memory.PageExport;
import io.drayage.transfer.stream.OutgoingStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a source keeps open for one move. Owned by the thread that holds the container's lock. */
final class Outgoing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

  private final OutgoingStream stream;
  private final OutgoingMemory memory;
  private final CopyOrder order;
  private final PageExport.Connector connector;
  private final AtomicReference<Optional<PageExport>> export =
      new AtomicReference<>(Optional.empty());

  /**
   * A move whose stream is open.
   *
   * @param connector opens another stream to the same destination
   */
  Outgoing(
      OutgoingStream stream,
      OutgoingMemory memory,
      CopyOrder order,
      PageExport.Connector connector) {
    this.order = order;
    this.stream = stream;
    this.memory = memory;
    this.connector = connector;
  }

  OutgoingStream stream() {
    return stream;
  }

  CopyOrder order() {
    return order;
  }

  OutgoingMemory memory() {
    return memory;
  }

  /** Prepares to serve the pages that were left behind, over the open stream first. */
  PageExport export(String container, Supplier<List<Integer>> tasks) {
    var pages = new PageExport(container, Optional.of(stream), connector, tasks);
    export.set(Optional.of(pages));
    return pages;
  }

  /** Payload bytes sent for the move on all its streams; whole once it is closed. */
  long bytesSent() {
    long exported = export.get().map(PageExport::bytesSent).orElse(0L);
    return Math.max(exported, stream.bytesSent());
  }

  @Override
  public void close() {
    export.get().ifPresent(PageExport::close);
    try {
      memory.close();
      stream.close();
    } catch (IOException e) {
      LOG.debug("A stream did not close: {}", e.getMessage());
    }
  }
}
