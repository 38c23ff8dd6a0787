package io.drayage.transfer.memory;

import io.drayage.transfer.memory.TaskPages.Answer;
import io.drayage.transfer.memory.TaskPages.Run;
import io.drayage.transfer.memory.WatchedSpace.Outcome;
import io.drayage.transfer.page.PageRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which page goes where next. For the fault server's thread. */
final class PagePlacer {
  private static final Logger LOG = LoggerFactory.getLogger(PagePlacer.class);

  /** Pages of one system call: some tenths of a millisecond, which a fault may have to wait. */
  private static final int MOST = 256;

  /** How soon something is tried again that the kernel could not do, in milliseconds. */
  private static final int AGAIN = 1;

  /** Reads the events of a space. */
  @FunctionalInterface
  interface EventReader {
    boolean read(WatchedSpace space) throws IOException;
  }

  /** A fault to be looked at again. */
  private record Fault(WatchedSpace space, long address) {}

  private final SpaceKeeper spaces;
  private final PageRequests requests;
  private final Waiting waiting = new Waiting();
  private final FillQueue queue = new FillQueue();
  private final Queue<Fault> again = new ArrayDeque<>();
  private final Set<WatchedSpace> gone = new HashSet<>();
  private boolean running;
  private boolean stuck;

  PagePlacer(SpaceKeeper spaces, PageRequests requests) {
    this.spaces = spaces;
    this.requests = requests;
  }

  Waiting waiting() {
    return waiting;
  }

  boolean isRunning() {
    return running;
  }

  /** Whether a space's task has ended. */
  boolean isGone(WatchedSpace space) {
    return gone.contains(space);
  }

  /** The restore is finished: everything that is held may be placed. */
  void run(Collection<TaskPages> tasks) {
    running = true;
    tasks.forEach(this::fillAll);
  }

  void fillAll(TaskPages task) {
    queue.addAll(task);
  }

  /** How long to wait for events: not at all while there is something to fill. */
  int waitMillis() {
    if (running && !stuck && queue.first().isPresent()) {
      return 0;
    }
    return stuck || !again.isEmpty() ? AGAIN : -1;
  }

  /** Answers a fault on a page, or asks the source for it. */
  void fault(WatchedSpace space, long address) throws IOException {
    Placement placement = space.placement();
    TaskPages task = placement.task();
    OptionalLong image = placement.map().image(address);
    Answer answer =
        image.isEmpty() || placement.isDone(image.getAsLong())
            ? Answer.NOT_LAZY
            : task.answer(image.getAsLong());
    switch (answer) {
      case NOT_LAZY -> settle(space, address, space.answerZero(address));
      case CONTENT, ZERO -> {
        place(space, address, image.getAsLong());
        queue.addFirst(task, task.chunk(image.getAsLong()));
      }
      case MISSING -> {
        if (waiting.add(task.pid(), image.getAsLong())) {
          request(task.pid(), image.getAsLong());
        }
      }
    }
  }

  private void place(WatchedSpace space, long address, long image) throws IOException {
    int page = Chunks.page(image);
    Run run = new Run(space.placement().task().chunk(image), page, page + 1);
    settle(space, address, space.place(run, running));
  }

  private void settle(WatchedSpace space, long address, Outcome outcome) {
    switch (outcome) {
      case PROGRESS -> {}
      case EVENTS_FIRST, LATER -> again.add(new Fault(space, address));
      case GONE -> gone.add(space);
    }
  }

  private void request(int pid, long image) {
    try {
      requests.request(pid, image);
    } catch (RuntimeException e) {
      LOG.warn("cannot ask for page {} of task {}", Long.toHexString(image), pid, e);
    }
  }

  void requestAgain() {
    for (Waiting.Page page : waiting.all()) {
      request(page.pid(), page.image());
    }
  }

  /** Places pages that are waited for, and notes the others. */
  void arrived(Optional<TaskPages> arrivedFor, long address, long pages) {
    if (arrivedFor.isEmpty()) {
      return;
    }
    TaskPages task = arrivedFor.get();
    long end = address + pages * PageRange.PAGE;
    List<Long> wanted = waiting.within(task.pid(), address, end);
    for (long image : wanted) {
      if (task.answer(image) == Answer.MISSING) {
        continue; // told of before it was put
      }
      try {
        for (WatchedSpace space : spaces.of(task)) {
          Optional<AddressMap.Place> place = space.placement().map().runtime(image);
          if (!space.placement().isDone(image) && place.isPresent()) {
            place(space, place.get().runtime(), image);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      waiting.remove(task.pid(), image, true);
    }
    for (Run run : task.known(new PageRange(address, pages))) {
      queue.add(task, run.chunk());
    }
  }

  /** The task dropped what was between two run-time addresses. */
  void drop(WatchedSpace space, long start, long end) throws IOException {
    TaskPages task = space.placement().task();
    for (PageRange range : space.placement().map().images(start, end)) {
      space.placement().drop(range);
      for (long image : waiting.within(task.pid(), range.start(), range.end())) {
        if (spaces.of(task).stream().allMatch(other -> other.placement().isDone(image))) {
          waiting.remove(task.pid(), image, false);
        }
      }
    }
  }

  /** Looks again at the faults that could not be answered. */
  void retry(EventReader events) throws IOException {
    for (int left = again.size(); left > 0; left--) {
      Fault fault = again.remove();
      if (spaces.has(fault.space()) && !isGone(fault.space())) {
        var _ = events.read(fault.space());
        fault(fault.space(), fault.address());
      }
    }
  }

  /** Places one run of pages into each space that lacks it. */
  void fill(EventReader events) throws IOException {
    stuck = false;
    Optional<FillQueue.Item> item = running ? queue.first() : Optional.empty();
    if (item.isEmpty()) {
      return;
    }
    boolean found = false;
    for (WatchedSpace space : spaces.of(item.get().task())) {
      Optional<Outcome> outcome =
          isGone(space) ? Optional.empty() : space.fill(item.get().chunk(), MOST, running);
      found |= outcome.isPresent();
      switch (outcome.orElse(Outcome.PROGRESS)) {
        case PROGRESS -> {}
        case EVENTS_FIRST -> stuck |= !events.read(space);
        case LATER -> stuck = true;
        case GONE -> gone.add(space);
      }
    }
    if (!found) {
      queue.done();
    } else if (stuck) {
      queue.postpone();
    }
  }
}
