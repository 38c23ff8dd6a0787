package io.drayage.agent.memory;

import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.page.PageSet;
import io.drayage.transfer.stream.PageRequest;
import io.drayage.transfer.stream.RequestChannel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a source for the pages that are missing here: what a task waits for at once, the rest in the
 * background.
 *
 * <p>How much is asked for in advance starts small, doubles while no task waits, and falls back
 * when one does: what is on its way already delays what is urgent. When the stream breaks
 * everything is asked for again on the next one. Thread-safe.
 */
final class PageFetcher {
  private static final Logger LOG = LoggerFactory.getLogger(PageFetcher.class);
  private static final int SMALLEST_WINDOW = 32;
  private static final int LARGEST_WINDOW = 1024;
  private static final int RUNS_PER_REQUEST = 256;
  private static final int PIECE = 32;

  /** Pages around one that a task waits for that are fetched with it: 64 KiB, aligned. */
  private static final int AROUND = 16;

  private final Supplier<List<PageRun>> missing;
  private final Set<PageRun> waitedFor = new HashSet<>();
  private Optional<RequestChannel> source = Optional.empty();
  private Deque<PageRun> background = new ArrayDeque<>();
  private PageSet notAsked = new PageSet();
  private boolean started;
  private long underWay;
  private int window = SMALLEST_WINDOW;

  /**
   * A fetcher that does not ask yet.
   *
   * @param missing the pages that are missing now
   */
  PageFetcher(Supplier<List<PageRun>> missing) {
    this.missing = missing;
  }

  /** Uses another stream from now on, and asks there for everything that is missing. */
  synchronized void connected(RequestChannel channel) {
    // Of one that was cut without a word the thread here would wait for ever.
    source.ifPresent(RequestChannel::done);
    source = Optional.of(channel);
    underWay = 0;
    window = SMALLEST_WINDOW;
    if (started) {
      refill();
    }
    var urgent = List.copyOf(waitedFor);
    for (int i = 0; i < urgent.size(); i += RUNS_PER_REQUEST) {
      ask(true, urgent.subList(i, Math.min(urgent.size(), i + RUNS_PER_REQUEST)));
    }
    askMore();
  }

  /** Begins to fetch in the background. */
  synchronized void start() {
    started = true;
    refill();
    askMore();
  }

  /** Asks for a page that a task waits for. */
  synchronized void urgent(int pid, long address) {
    window = SMALLEST_WINDOW;
    if (waitedFor.add(new PageRun(pid, address, 1))) {
      ask(true, around(pid, address));
    }
  }

  /** Learns that pages are here. */
  synchronized void arrived(PageRun run) {
    waitedFor.removeIf(page ->
        page.pid() == run.pid() && page.address() >= run.address() && page.address() < run.end());
    underWay = Math.max(0, underWay - run.pages());
    if (underWay <= window / 2) {
      window = Math.min(LARGEST_WINDOW, window * 2);
      askMore();
    }
  }

  /** Tells the source that nothing more is wanted. */
  synchronized void done() {
    source.ifPresent(RequestChannel::done);
    source = Optional.empty();
  }

  private void refill() {
    background = new ArrayDeque<>(missing.get());
    notAsked = new PageSet();
    background.forEach(notAsked::add);
    waitedFor.forEach(notAsked::remove);
  }

  /** The page, and those around it that nobody asked for yet. */
  private List<PageRun> around(int pid, long address) {
    long bytes = AROUND * (long) PageRun.PAGE;
    var page = new PageRun(pid, address, 1);
    notAsked.add(page);
    List<PageRun> runs = notAsked.parts(new PageRun(pid, address - address % bytes, AROUND), true);
    runs.forEach(notAsked::remove);
    return runs;
  }

  private void askMore() {
    var runs = new ArrayList<PageRun>();
    long room = window - underWay;
    while (started && room > 0 && runs.size() < RUNS_PER_REQUEST && !background.isEmpty()) {
      PageRun run = background.removeFirst();
      if (run.pages() > PIECE) {
        background.addFirst(run.behind(PIECE));
        run = run.first(PIECE);
      }
      for (PageRun part : notAsked.parts(run, true)) {
        notAsked.remove(part);
        runs.add(part);
        room -= part.pages();
        underWay += part.pages();
      }
    }
    if (!runs.isEmpty()) {
      ask(false, runs);
    }
  }

  private void ask(boolean urgent, List<PageRun> runs) {
    if (source.isEmpty()) {
      return;
    }
    try {
      source.get().ask(new PageRequest(urgent, runs));
    } catch (IOException e) {
      LOG.info("The source's stream broke: {}; it is expected to connect again", e.getMessage());
      source = Optional.empty();
    }
  }
}
