package io.drayage.agent.memory;

import io.drayage.transfer.page.TaskMemory;
import io.drayage.transfer.stream.OutgoingStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a frozen container's pages on offer to its destination until it is told to stop: over the
 * stream that is open, and over new ones when that breaks. Nothing else decides that the
 * destination has them all. Started once; closing it may be done by any thread.
 */
public final class PageExport implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PageExport.class);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** Opens a stream to the destination. */
  @FunctionalInterface
  public interface Connector {
    /** Opens one. */
    OutgoingStream connect() throws IOException;
  }

  private final String container;
  private final Connector connector;
  private final Supplier<List<Integer>> tasks;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong bytes = new AtomicLong();
  private volatile Optional<OutgoingStream> current;

  /**
   * The pages of one container.
   *
   * @param first a stream that is open already, if there is one
   * @param connector opens the next ones
   * @param tasks the frozen processes, as this host sees them
   */
  public PageExport(
      String container,
      Optional<OutgoingStream> first,
      Connector connector,
      Supplier<List<Integer>> tasks) {
    this.container = container;
    this.current = first;
    this.connector = connector;
    this.tasks = tasks;
  }

  /** Payload bytes that went over streams that have ended, those of their earlier use included. */
  public long bytesSent() {
    return bytes.get();
  }

  /** Begins to serve, on a thread of its own. */
  public void start() {
    Thread.ofVirtual().name("pages of " + container).start(this::run);
  }

  @Override
  public void close() {
    closed.set(true);
    current.ifPresent(PageExport::hangUp);
  }

  private void run() {
    while (!closed.get()) {
      try (OutgoingStream stream = stream();
          TaskMemory memory = TaskMemory.open(tasks.get())) {
        try {
          new PageService(stream, memory).serve();
        } finally {
          bytes.addAndGet(stream.bytesSent());
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException | RuntimeException e) {
        if (!closed.get()) {
          LOG.info("Stream of {}'s pages ended: {}; connecting again", container, e.getMessage());
        }
      }
      current = Optional.empty();
      pause();
    }
  }

  private OutgoingStream stream() throws IOException {
    OutgoingStream stream = current.isPresent() ? current.get() : connector.connect();
    current = Optional.of(stream);
    if (closed.get()) {
      hangUp(stream);
    }
    return stream;
  }

  /** Closes a stream; that it broke before is no concern. */
  static void hangUp(OutgoingStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.debug("A stream of pages did not close: {}", e.getMessage());
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      closed.set(true);
    }
  }
}
