package io.drayage.agent.memory;

import io.drayage.transfer.checkpoint.PagemapImage;
import io.drayage.transfer.memory.DescriptorKeeper;
import io.drayage.transfer.memory.FaultFigures;
import io.drayage.transfer.memory.FaultServer;
import io.drayage.transfer.memory.PageCache;
import io.drayage.transfer.page.PageRange;
import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.stream.RequestChannel;
import io.drayage.transfer.stream.StreamException;
import io.drayage.transfer.stream.StreamHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A container's memory on its way into this host: what has arrived, and its tasks' faults for what
 * has not. The stream's thread brings pages, the thread that holds the container's lock does the
 * rest.
 */
public final class IncomingMemory {
  /** Pages of a whole address space, 2^47 bytes. */
  private static final long ALL_PAGES = 1L << 35;

  private final PageCache cache;
  private final PageFetcher fetcher;
  private final DescriptorKeeper keeper;
  private long copy = StreamHeader.FROZEN;
  private volatile Optional<FaultServer> server = Optional.empty();
  private volatile boolean wiped;

  private IncomingMemory(PageCache cache, DescriptorKeeper keeper) {
    this.cache = cache;
    this.keeper = keeper;
    this.fetcher = new PageFetcher(this::missingRuns);
  }

  /**
   * The memory whose pages are kept in a directory of a tmpfs.
   *
   * @param keeper who holds the tasks' userfaultfds beside this process
   */
  public static IncomingMemory open(Path directory, DescriptorKeeper keeper) throws IOException {
    return new IncomingMemory(PageCache.open(directory), keeper);
  }

  /** Whether a directory holds the memory of tasks that were let run and may still lack pages. */
  public static boolean isThere(Path directory) {
    return Files.isDirectory(directory);
  }

  /** Learns of a stream over which pages can be asked for. */
  public void connected(RequestChannel channel) {
    if (wiped) {
      channel.done();
      return;
    }
    fetcher.connected(channel);
  }

  /**
   * Learns which copy of the container the next stream belongs to. With each new one everything of
   * the one before is dropped: its source does not know any more which of those pages were written
   * since, and would call none of them stale.
   *
   * @param number of the copy; {@link StreamHeader#FROZEN} begins none
   */
  public void begin(long number) throws IOException {
    synchronized (cache) {
      if (number == StreamHeader.FROZEN || number == copy) {
        return;
      }
      requireWanted();
      if (cache.isSealed()) {
        throw new StreamException("the checkpoint is known: no other copy can begin");
      }
      cache.clear();
      copy = number;
    }
  }

  /**
   * Takes pages.
   *
   * @param from the copy that they belong to, or {@link StreamHeader#FROZEN}
   */
  public void pages(long from, PageRun run, ByteBuffer content) throws IOException {
    synchronized (cache) {
      requireWanted(from);
      cache.put(run.pid(), run.address(), content);
    }
    arrived(run);
  }

  /** Takes pages that are zero; {@code from} as for others. */
  public void zeroes(long from, PageRun run) throws IOException {
    synchronized (cache) {
      requireWanted(from);
      cache.putZero(run.pid(), run.address(), run.pages());
    }
    arrived(run);
  }

  /** Forgets pages that were written since they came; {@code from} as for pages. */
  public void stale(long from, PageRun run) throws IOException {
    synchronized (cache) {
      requireWanted(from);
      if (cache.isSealed()) {
        throw new StreamException("the checkpoint is known: no page of it can be stale");
      }
      cache.invalidate(run.pid(), run.address(), run.pages());
    }
  }

  /**
   * Learns from a checkpoint which pages its tasks have; harmless when repeated.
   *
   * @return how many of them are missing
   */
  public long seal(Path images) throws IOException {
    synchronized (cache) {
      sealOnce(images);
    }
    return cache.missingPages();
  }

  private void sealOnce(Path images) throws IOException {
    if (!cache.isSealed()) {
      Map<Integer, List<PageRange>> lazy = new HashMap<>();
      for (int pid : PagemapImage.tasks(images)) {
        lazy.put(pid, new ArrayList<>());
      }
      for (PageRun run : PagemapImage.lazyPages(images)) {
        lazy.computeIfAbsent(run.pid(), pid -> new ArrayList<>())
            .add(new PageRange(run.address(), run.pages()));
      }
      cache.seal(lazy);
    }
  }

  /** Serves the faults of the tasks that CRIU hands over at a socket. */
  public void listen(Path socket) {
    try {
      endServer();
      serve(FaultServer.listen(socket, cache, fetcher::urgent, keeper));
    } catch (IOException e) {
      throw new UncheckedIOException("page faults cannot be served", e);
    }
  }

  /** Goes on serving after this process was started again. */
  public void resume() throws IOException {
    serve(FaultServer.resume(cache, fetcher::urgent, keeper));
    fetch();
  }

  /** Pages that came between the server's start and this were told to nobody. */
  private void serve(FaultServer started) {
    server = Optional.of(started);
    for (int pid : cache.pids()) {
      started.arrived(pid, 0, ALL_PAGES);
    }
  }

  /** Fetches what is missing; the tasks run. */
  public void fetch() {
    fetcher.start();
  }

  /** Completes when no task needs anything from here any more. */
  public CompletableFuture<Void> completed() {
    return server.map(FaultServer::completed).orElse(CompletableFuture.completedFuture(null));
  }

  /** What was done so far; empty before the restore. */
  public Optional<FaultFigures> figures() {
    return server.map(FaultServer::figures);
  }

  /** Ends everything: the tasks have all they need, or are dead. */
  public void wipe() throws IOException {
    synchronized (cache) {
      wiped = true; // a stream's thread may still hold a frame: it finds nothing to put it into
    }
    fetcher.done();
    endServer();
    cache.wipe();
  }

  private void requireWanted() throws StreamException {
    if (wiped) {
      throw new StreamException("the container's memory is not wanted any more");
    }
  }

  /** A stream of an earlier copy may still hold frames when the next copy has begun. */
  private void requireWanted(long from) throws StreamException {
    requireWanted();
    if (from != StreamHeader.FROZEN && from != copy) {
      throw new StreamException("another copy of the container has begun since");
    }
  }

  /** Pages that are held now, for tests. */
  long heldPages() {
    return cache.heldPages();
  }

  private void endServer() {
    server.ifPresent(FaultServer::abandon);
    server = Optional.empty();
  }

  private void arrived(PageRun run) {
    server.ifPresent(faults -> faults.arrived(run.pid(), run.address(), run.pages()));
    fetcher.arrived(run);
  }

  private List<PageRun> missingRuns() {
    var runs = new ArrayList<PageRun>();
    for (int pid : cache.pids()) {
      for (PageRange range : cache.missing(pid)) {
        runs.addAll(range.runs(pid));
      }
    }
    return runs;
  }
}
