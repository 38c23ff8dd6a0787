package io.drayage.transfer.memory;

import io.drayage.platform.foreign.Poller;
import io.drayage.platform.foreign.UserfaultEvent;
import io.drayage.platform.foreign.WakeUp;
import io.drayage.transfer.page.PageRange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the page faults of one container that was restored without its memory, in the place of
 * {@code criu lazy-pages}: pages that were faulted on first, from the {@link PageCache} or, by a
 * request, from the source; then all others as they are there.
 *
 * <p>A task whose page is missing waits for as long as it takes. On any error of its own the server
 * keeps the descriptors open, tells the log, and tries again: closing one would make what is
 * missing read as zeros.
 *
 * <p>One platform thread does it all; the methods here may be called by any thread and do not
 * block.
 */
public final class FaultServer {
  private static final Logger LOG = LoggerFactory.getLogger(FaultServer.class);
  private static final long AFTER_ERROR_MILLIS = 100;

  private final PageCache cache;
  private final Poller poller;
  private final WakeUp wakeUp;
  private final SpaceKeeper spaces;
  private final PagePlacer placer;
  private final @Nullable RestorerLink link;
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final AtomicLong faults = new AtomicLong();
  private final CompletableFuture<Void> restored = new CompletableFuture<>();
  private final CompletableFuture<Void> completed = new CompletableFuture<>();
  private volatile boolean ended;
  private boolean abandoned;

  private FaultServer(
      @Nullable Path socket, PageCache cache, PageRequests requests, DescriptorKeeper keeper)
      throws IOException {
    this.cache = cache;
    poller = new Poller();
    wakeUp = new WakeUp();
    poller.add(wakeUp.fd());
    spaces = new SpaceKeeper(poller, keeper);
    placer = new PagePlacer(spaces, requests);
    link = socket == null ? null : new RestorerLink(socket, poller);
  }

  /**
   * Listens for CRIU's restore, and serves the tasks it restores.
   *
   * @param socket {@code lazy-pages.socket} in CRIU's working directory; at most 107 bytes
   * @param cache what is there; to be sealed before CRIU starts
   * @param keeper who holds the descriptors as well; the names are this container's own
   */
  public static FaultServer listen(
      Path socket, PageCache cache, PageRequests requests, DescriptorKeeper keeper)
      throws IOException {
    FaultServer server = new FaultServer(socket, cache, requests, keeper);
    server.start();
    return server;
  }

  /**
   * Goes on after this process was started again, with the cache opened from its directory.
   *
   * @throws IOException when the restore was not finished, or the descriptor of a task that lacks
   *     pages is not among the kept ones: that task is lost, and no descriptor was closed
   */
  public static FaultServer resume(PageCache cache, PageRequests requests, DescriptorKeeper keeper)
      throws IOException {
    FaultServer server = new FaultServer(null, cache, requests, keeper);
    server.takeUp(keeper.kept());
    server.start();
    return server;
  }

  private void takeUp(Map<String, Integer> kept) throws IOException {
    if (!cache.isRunning()) {
      throw new IOException("the restore from " + cache.directory() + " was never finished");
    }
    for (KeptSpaces.Space space : KeptSpaces.find(cache, kept)) {
      spaces.kept(space.task(), space.number(), space.fd());
    }
    restored.complete(null);
    placer.run(cache.tasks());
  }

  private void start() {
    Thread.ofPlatform().daemon().name("fault-server").start(this::serve);
  }

  /** Completes when the restore has finished: the tasks are there and may be let run. */
  public CompletableFuture<Void> restored() {
    return restored.copy();
  }

  /** Completes when every task has all its pages or has ended, and needs this server no more. */
  public CompletableFuture<Void> completed() {
    return completed.copy();
  }

  /** Tells that pages were put into the cache, after they were. */
  public void arrived(int pid, long address, long pages) {
    command(() -> placer.arrived(cache.known(pid), address, pages));
  }

  /** Asks once more for each page that a task waits for: after a broken link is whole again. */
  public void requestAgain() {
    command(placer::requestAgain);
  }

  /** What was done so far. */
  public FaultFigures figures() {
    long remaining = 0;
    for (WatchedSpace space : spaces.all()) {
      remaining += space.placement().remaining();
    }
    Waiting waiting = placer.waiting();
    return new FaultFigures(
        remaining,
        cache.missingPages(),
        faults.get(),
        waiting.served(),
        waiting.count(),
        waiting.longest());
  }

  /**
   * Ends the server and closes all descriptors, which is right only when <b>every task has been
   * killed</b>: one that lived would read zeros. Waits for the server's end.
   */
  public void abandon() {
    command(() -> {
      for (WatchedSpace space : spaces.all()) {
        endSpace(space);
      }
      ended = true;
    });
    completed.exceptionallyCompose(_ -> CompletableFuture.completedFuture(null)).join();
  }

  /**
   * Ends the server's thread and leaves the descriptors open: the tasks wait for whoever goes on.
   * Waits for the server's end.
   */
  public void stop() {
    command(() -> ended = true);
    completed.exceptionallyCompose(_ -> CompletableFuture.completedFuture(null)).join();
  }

  private void command(Runnable command) {
    commands.add(command);
    if (signalled.compareAndSet(false, true)) {
      wakeUp.signal();
    }
  }

  private void serve() {
    while (!ended) {
      try {
        step();
      } catch (IOException | RuntimeException | Error e) {
        LOG.error("serving page faults failed; the tasks wait, this is tried again", e);
        pause();
      }
    }
    if (link != null) {
      link.close();
    }
    commands.clear();
    wakeUp.close();
    poller.close();
    if (placer.isRunning() && spaces.areDone() && !abandoned) {
      completed.complete(null);
    } else {
      restored.cancel(false);
      completed.cancel(false);
    }
  }

  @SuppressWarnings("ThreadSleepMillis")
  private static void pause() {
    try {
      Thread.sleep(AFTER_ERROR_MILLIS);
    } catch (InterruptedException e) {
      // Nobody interrupts this thread to a purpose, and it must not end.
    }
  }

  /** Waits for something to do and does a little of it: faults before filling. */
  private void step() throws IOException {
    for (int fd : poller.await(placer.waitMillis())) {
      if (fd == wakeUp.fd()) {
        wakeUp.drain();
      } else if (link != null && link.owns(fd)) {
        readLink(link);
      } else {
        for (WatchedSpace space : spaces.all()) {
          if (space.userfault().fd() == fd) {
            readEvents(space);
          }
        }
      }
    }
    signalled.set(false);
    for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
      command.run();
    }
    placer.retry(this::readEvents);
    placer.fill(this::readEvents);
    endSpaces();
  }

  private void endSpaces() {
    if (!placer.isRunning()) {
      return;
    }
    for (WatchedSpace space : spaces.all()) {
      if (space.placement().remaining() == 0 || placer.isGone(space)) {
        endSpace(space);
      }
    }
    if (spaces.areDone()) {
      ended = true;
    }
  }

  private void endSpace(WatchedSpace space) {
    try {
      spaces.end(space);
    } catch (IOException e) {
      LOG.warn("cannot delete what was kept of {}: {}", space.name(), e.getMessage());
    }
  }

  private void readLink(RestorerLink from) throws IOException {
    for (Optional<RestorerLink.Message> message = from.next();
        message.isPresent();
        message = from.next()) {
      switch (message.get()) {
        case RestorerLink.Message.Task(int pid, int fd) -> {
          take(from, pid, fd);
        }
        case RestorerLink.Message.Finished() -> {
          cache.markRunning();
          placer.run(cache.tasks());
          restored.complete(null);
        }
        case RestorerLink.Message.Ended() -> {
          if (!placer.isRunning()) {
            restored.completeExceptionally(
                new IOException("CRIU ended before its restore was finished"));
          }
        }
      }
    }
  }

  private void take(RestorerLink from, int pid, int fd) {
    try {
      TaskPages task =
          cache
              .known(pid)
              .filter(_ -> cache.isSealed())
              .orElseThrow(() -> new IOException("the checkpoint has no task " + pid));
      spaces.restored(task, fd);
    } catch (IOException | RuntimeException e) {
      from.close(); // CRIU fails then, before any task runs
      restored.completeExceptionally(e);
    }
  }

  /** Does what the events of a space ask for. Returns whether there were any. */
  private boolean readEvents(WatchedSpace space) throws IOException {
    boolean any = false;
    while (spaces.has(space)) {
      Optional<UserfaultEvent> event = space.userfault().next();
      if (event.isEmpty()) {
        break;
      }
      any = true;
      switch (event.get()) {
        case UserfaultEvent.Fault(long address) -> {
          faults.incrementAndGet();
          placer.fault(space, address & -PageRange.PAGE);
        }
        case UserfaultEvent.Fork(int fd) -> {
          spaces.forked(space, fd);
          placer.fillAll(space.placement().task());
        }
        case UserfaultEvent.Remap(long from, long to, long length) -> {
          space.placement().move(from, to, length);
          var _ = space.userfault().wake(from, length);
        }
        case UserfaultEvent.Remove(long start, long end) -> {
          placer.drop(space, start, end);
          // From here on the kernel answers faults there by itself, with zeros, as it should.
          var _ = space.userfault().unregister(start, end - start);
        }
        case UserfaultEvent.Unmap(long start, long end) -> {
          placer.drop(space, start, end);
          var _ = space.userfault().wake(start, end - start);
        }
      }
    }
    return any;
  }
}
