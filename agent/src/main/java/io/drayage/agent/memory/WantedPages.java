package io.drayage.agent.memory;

import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.stream.PageRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What a destination asked for and has not been sent: what a task waits for goes first. */
final class WantedPages {
  /** Pages taken at once, so that the next urgent wish waits for no more. */
  private static final int PIECE = 64;

  private final Deque<PageRun> urgent = new ArrayDeque<>();
  private final Deque<PageRun> others = new ArrayDeque<>();
  private boolean ended;

  synchronized void add(PageRequest request) {
    (request.urgent() ? urgent : others).addAll(request.runs());
    notifyAll();
  }

  /** No more will be added. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The next piece to send; empty at the end, whatever was not sent. */
  synchronized Optional<PageRun> take() throws InterruptedException {
    while (urgent.isEmpty() && others.isEmpty() && !ended) {
      wait();
    }
    if (ended) {
      return Optional.empty();
    }
    Deque<PageRun> from = urgent.isEmpty() ? others : urgent;
    PageRun run = from.removeFirst();
    if (run.pages() <= PIECE) {
      return Optional.of(run);
    }
    long rest = run.address() + PIECE * (long) PageRun.PAGE;
    from.addFirst(new PageRun(run.pid(), rest, run.pages() - PIECE));
    return Optional.of(new PageRun(run.pid(), run.address(), PIECE));
  }

  synchronized boolean isEmpty() {
    return urgent.isEmpty() && others.isEmpty();
  }
}
