package io.drayage.agent.memory;

import io.drayage.platform.retry.Retry;
import io.drayage.transfer.stream.OutgoingStream;
import io.drayage.transfer.stream.StreamException;
import io.drayage.trust.TrustException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream that a copy of a running container goes over, opened again where its connection
 * breaks: what has arrived stays. Owned by one thread at a time; any may interrupt it.
 */
public final class CopyStream implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CopyStream.class);

  /** How long a broken link is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A link that breaks more often than this carries nothing. */
  private static final int MOST_BREAKS = 100;

  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(3);

  /**
   * How long a receiver that took part of the copy in may refuse the rest: it may not know yet that
   * the connection before this one has ended.
   */
  private static final Duration REFUSED_PATIENCE = Duration.ofSeconds(5);

  private final PageExport.Connector connector;
  private final Clock clock;
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private volatile OutgoingStream current;
  private long bytesBefore;
  private int breaks;

  private CopyStream(PageExport.Connector connector, Clock clock, OutgoingStream first) {
    this.connector = connector;
    this.clock = clock;
    this.current = first;
  }

  /**
   * Opens the first connection; the next ones are opened in the same way. One that breaks while it
   * is opened is tried again for some seconds, one that either end refuses is not.
   */
  public static CopyStream open(PageExport.Connector connector, Clock clock) throws IOException {
    try {
      OutgoingStream first =
          pausing(FIRST_PATIENCE).when(e -> !isRefusal(e)).call(clock, connector::connect);
      return new CopyStream(connector, clock, first);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before the link was there");
    }
  }

  private static Retry pausing(Duration patience) {
    return Retry.within(patience).pausing(Duration.ofMillis(50), Duration.ofSeconds(1));
  }

  private static boolean isRefusal(Exception failure) {
    return failure instanceof StreamException || failure instanceof SSLPeerUnverifiedException;
  }

  private boolean mayPass(Exception failure, Instant refusedUntil) {
    if (!isRefusal(failure)) {
      return true;
    }
    LOG.info("The next connection was refused: {}", failure.getMessage());
    return !(failure.getCause() instanceof TrustException)
        && clock.instant().isBefore(refusedUntil);
  }

  /** The connection to use; another one after each {@link #reopen}. */
  public OutgoingStream current() {
    return current;
  }

  /** Payload bytes sent over all connections so far. */
  public long bytesSent() {
    return bytesBefore + current.bytesSent();
  }

  /** Something to send, which may be sent again from its beginning. */
  @FunctionalInterface
  public interface Part {
    /** Sends, and waits until it has arrived. */
    void send(OutgoingStream to) throws IOException;
  }

  /** Sends something that is worth nothing unless it arrives whole: again where the link breaks. */
  public void whole(Part part) throws IOException {
    boolean sent = false;
    while (!sent) {
      try {
        part.send(current);
        sent = true;
      } catch (IOException e) {
        reopen(e);
      }
    }
  }

  /**
   * Opens another connection in place of one that broke.
   *
   * @param failure what the sending met with; thrown when it was not the connection that failed
   * @throws IOException also when no connection can be had for half a minute, or is refused for
   *     some seconds: with why the last attempt failed, and {@code failure} suppressed
   */
  public void reopen(IOException failure) throws IOException {
    if (!current.isBroken() || interrupted.get() || ++breaks > MOST_BREAKS) {
      throw failure;
    }
    LOG.info("The link broke ({}): connecting again", failure.getMessage());
    PageExport.hangUp(current);
    Instant refusedUntil = clock.instant().plus(REFUSED_PATIENCE);
    try {
      OutgoingStream next =
          pausing(PATIENCE)
              .when(e -> !interrupted.get() && mayPass(e, refusedUntil))
              .call(clock, connector::connect);
      bytesBefore += current.bytesSent();
      current = next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the link was down");
    } catch (IOException e) {
      var lost =
          new IOException(
              "the link broke, and no other connection was had: %s".formatted(e.getMessage()), e);
      lost.addSuppressed(failure);
      throw lost;
    }
    if (interrupted.get()) {
      PageExport.hangUp(current);
    }
  }

  /** Ends the sending, so that whoever sends fails; called by any thread. */
  public void interrupt() {
    interrupted.set(true);
    PageExport.hangUp(current);
  }

  @Override
  public void close() {
    interrupt();
  }
}
