package io.drayage.agent.memory;

import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.stream.PageRequest;
import io.drayage.transfer.stream.StreamException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What a destination asked for and has not been sent: what a task waits for goes first. */
final class WantedPages {
  /** Pages taken at once, so that the next urgent wish waits for no more. */
  private static final int PIECE = 64;

  /** Runs that a destination may wait for at once: it asks for far fewer. */
  private static final int MOST_RUNS = 1 << 16;

  /**
   * Pages to send next.
   *
   * @param urgent whether a task waits for them
   */
  record Piece(PageRun run, boolean urgent) {}

  private final Deque<PageRun> urgent = new ArrayDeque<>();
  private final Deque<PageRun> others = new ArrayDeque<>();
  private boolean ended;

  /**
   * Adds what was asked for.
   *
   * @throws StreamException when more is asked for than any destination does
   */
  synchronized void add(PageRequest request) throws StreamException {
    if (urgent.size() + others.size() + request.runs().size() > MOST_RUNS) {
      throw new StreamException("too many pages are asked for at once");
    }
    (request.urgent() ? urgent : others).addAll(request.runs());
    notifyAll();
  }

  /** No more will be added. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The next piece to send; empty at the end, whatever was not sent. */
  synchronized Optional<Piece> take() throws InterruptedException {
    while (urgent.isEmpty() && others.isEmpty() && !ended) {
      wait();
    }
    if (ended) {
      return Optional.empty();
    }
    boolean waitedFor = !urgent.isEmpty();
    Deque<PageRun> from = waitedFor ? urgent : others;
    PageRun run = from.removeFirst();
    if (run.pages() <= PIECE) {
      return Optional.of(new Piece(run, waitedFor));
    }
    from.addFirst(run.behind(PIECE));
    return Optional.of(new Piece(run.first(PIECE), waitedFor));
  }

  synchronized boolean isEmpty() {
    return urgent.isEmpty() && others.isEmpty();
  }
}
