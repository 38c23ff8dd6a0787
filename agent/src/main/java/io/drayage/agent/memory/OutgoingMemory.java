package io.drayage.agent.memory;

import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Mode;
import io.drayage.transfer.checkpoint.PagemapImage;
import io.drayage.transfer.page.PageRange;
import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.page.PageSet;
import io.drayage.transfer.page.TaskId;
import io.drayage.transfer.page.TaskMemory;
import io.drayage.transfer.stream.PageSender;
import io.drayage.transfer.track.DirtyPages;
import io.drayage.transfer.track.DirtyTracker;
import io.drayage.transfer.track.TaskPages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A container's memory on its way out of this host: in rounds while it runs, then what is left once
 * it is frozen. It knows which pages the destination holds as they are. Owned by one thread at a
 * time; closing it stops the tracking.
 */
public final class OutgoingMemory implements AutoCloseable {
  /** Slower than this a service would be as good as down. */
  private static final double SMALLEST_SHARE = 0.1;

  private static final long NEWS_EACH_NANOS = 250_000_000;

  /** Memory below this crosses in no time: tracking it would cost more. */
  private static final long LITTLE_BYTES = 4L << 20;

  private final CopyStream stream;
  private PageSender sender;
  private final Supplier<List<Integer>> tasks;
  private final TrackerFactory trackers;
  private final Throttle throttle;
  private double share = 1;
  private int slowerSince;
  private PageSet sent = new PageSet();
  private final List<PageRun> lost = new ArrayList<>();
  private long pagesBefore;
  private Optional<DirtyTracker> tracker = Optional.empty();
  private Optional<DirtyPages> written = Optional.empty();
  private Mode mode;
  private long lastNews = System.nanoTime();

  /**
   * The memory of one container.
   *
   * @param mode as the user asked
   * @param tasks the container's processes as this host sees them
   * @param trackers opens what finds the pages that they write
   * @param throttle slows them down; lifted by whoever freezes or undoes
   */
  public OutgoingMemory(
      CopyStream stream,
      Mode mode,
      Supplier<List<Integer>> tasks,
      TrackerFactory trackers,
      Throttle throttle) {
    this.throttle = throttle;
    this.trackers = trackers;
    this.stream = stream;
    this.sender = stream.current().pages();
    this.tasks = tasks;
    this.mode = mode;
  }

  /**
   * Copies the memory in rounds while the container runs, if the mode says so, and decides how the
   * rest of it crosses.
   *
   * @throws IllegalStateException when pre-copy cannot keep the gap that the limits allow
   */
  public Decision copy(MemoryLimits limits, RoundListener listener) throws IOException {
    followStream();
    var decider = new ModeDecider(mode, limits);
    Optional<Decision> early = decider.beforeRounds(ResidentMemory.of(tasks.get()), LITTLE_BYTES);
    if (early.isPresent()) {
      mode = early.get().mode();
      return early.get();
    }
    DirtyTracker started = trackers.open(tasks);
    tracker = Optional.of(started);
    var policy = new RoundPolicy(limits);
    RoundPolicy.Verdict verdict = RoundPolicy.Verdict.ANOTHER;
    int number = 0;
    while (verdict == RoundPolicy.Verdict.ANOTHER) {
      number++;
      var round = round(started, number, policy, listener);
      if (lost.isEmpty()) {
        verdict = slowDown(policy.after(round), number, limits);
        listener.news(news(round, true, policy.throughput(), policy));
      } else {
        // What was lost must not wait for the freeze.
        policy.afterBreak();
        started.again(lost);
        lost.clear();
        listener.news(news(round, true, round.bytes() / round.seconds(), policy));
      }
    }
    Decision decision = decider.afterRounds(verdict, policy, number, started.kind(), share);
    mode = decision.mode();
    return decision;
  }

  /**
   * Finds what was written since the last round, now that the container is frozen. Tracking ends
   * with {@link #close} only: the kernel takes tens of milliseconds to lift the protection, and a
   * dump does not mind it.
   */
  public void frozen() throws IOException {
    if (tracker.isPresent()) {
      written = Optional.of(tracker.get().changed());
    }
  }

  /**
   * Tells the destination on which pages not to rely, and sends those, unless the mode leaves them
   * for later. The dump may be under way meanwhile: it changes none of these pages.
   */
  public void sendWritten(TaskMemory memory) throws IOException {
    followStream();
    if (written.isPresent()) {
      keepOnly(written.get());
      if (!mode.leavesMemoryBehind()) {
        for (TaskPages task : written.get().tasks()) {
          for (PageRun run : runs(task, task.written())) {
            sender.send(run, memory);
            sent.add(run);
          }
        }
      }
    }
    written = Optional.empty();
    sender.flush();
  }

  private static List<PageRun> runs(TaskPages task, List<PageRange> ranges) {
    int pid = task.task().pid();
    return ranges.stream().flatMap(range -> range.runs(pid).stream()).toList();
  }

  /** What is not known to be as it was sent is not to be relied on at the destination. */
  private void keepOnly(DirtyPages pages) throws IOException {
    var valid = new PageSet();
    for (TaskPages task : pages.tasks()) {
      for (PageRun run : runs(task, task.unchanged())) {
        sent.parts(run, true).forEach(valid::add);
      }
    }
    var stale = new ArrayList<PageRun>();
    for (int pid : sent.tasks()) {
      for (PageRun run : sent.runs(pid)) {
        stale.addAll(valid.parts(run, false));
      }
    }
    sender.stale(stale);
    sent = valid;
  }

  /**
   * Sends what the destination still lacks of a checkpoint, unless the mode lets it fetch that
   * later.
   *
   * @param images the checkpoint's directory
   * @return pages that it lacks when this returns
   */
  public long sendRest(Path images, TaskMemory memory) throws IOException {
    long left = 0;
    for (PageRun lazy : PagemapImage.lazyPages(images)) {
      for (PageRun run : sent.parts(lazy, false)) {
        if (mode.leavesMemoryBehind()) {
          left += run.pages();
        } else {
          sender.send(run, memory);
        }
      }
    }
    sender.flush();
    return left;
  }

  /** Pages sent so far, some of them twice where the link broke. */
  public long pagesSent() {
    return pagesBefore + sender.pagesSent();
  }

  /** Whether the destination may lack pages when its tasks run. */
  public boolean leavesMemoryBehind() {
    return mode.leavesMemoryBehind();
  }

  @Override
  public void close() {
    stopTracking();
    sender.close();
  }

  /**
   * Sends over the connection there is. Another may have taken the last one's place, also while
   * files were copied over it; every page sent before that copy had arrived.
   */
  private void followStream() {
    if (!sender.sendsOver(stream.current())) {
      pagesBefore += sender.pagesSent();
      sender.close();
      sender = stream.current().pages();
    }
  }

  private void stopTracking() {
    if (tracker.isPresent()) {
      tracker.get().close();
      tracker = Optional.empty();
    }
  }

  /** What a slower container may still bring about, where that is allowed. */
  private RoundPolicy.Verdict slowDown(
      RoundPolicy.Verdict verdict, int number, MemoryLimits limits) {
    if (verdict != RoundPolicy.Verdict.NOT_CONVERGING
        || !limits.throttle()
        || number >= limits.maxRounds()) {
      return verdict;
    }
    // The next round sends what was written before: only the one after it tells of the new share.
    if (share < 1 && number < slowerSince + 2) {
      return RoundPolicy.Verdict.ANOTHER;
    }
    if (share <= SMALLEST_SHARE) {
      return verdict;
    }
    slowerSince = number;
    share = Math.max(SMALLEST_SHARE, share / 2);
    throttle.share(share);
    return RoundPolicy.Verdict.ANOTHER;
  }

  private CopyRound round(
      DirtyTracker tracking, int number, RoundPolicy policy, RoundListener listener)
      throws IOException {
    long begin = System.nanoTime();
    long before = pagesSent();
    tracking.round((task, address, content) -> {
      send(task, address, content);
      long now = System.nanoTime();
      if (now - lastNews > NEWS_EACH_NANOS) {
        lastNews = now;
        var soFar = new CopyRound(number, pagesSent() - before, now - begin);
        listener.news(news(soFar, false, soFar.bytes() / soFar.seconds(), policy));
      }
    });
    awaitArrival();
    return new CopyRound(number, pagesSent() - before, System.nanoTime() - begin);
  }

  private void send(TaskId task, long address, ByteBuffer content) throws IOException {
    var run = new PageRun(task.pid(), address, content.remaining() / PageRun.PAGE);
    sent.add(run);
    try {
      sender.send(task.pid(), address, content);
    } catch (IOException e) {
      goOn(e, List.of(run));
    }
  }

  private void awaitArrival() throws IOException {
    boolean arrived = false;
    while (!arrived) {
      try {
        sender.flush();
        stream.current().barrier();
        arrived = true;
      } catch (IOException e) {
        goOn(e, List.of());
      }
    }
  }

  /**
   * Goes on over another connection. Of what the destination may lack it may as well hold an
   * earlier state: it is told to forget that, and the next round sends it.
   *
   * @param unsent pages of which not even the sender knows how far it came
   */
  private void goOn(IOException failure, List<PageRun> unsent) throws IOException {
    lost.addAll(unsent);
    IOException last = failure;
    while (true) {
      lost.addAll(sender.unconfirmed());
      lost.forEach(sent::remove);
      stream.reopen(last);
      followStream();
      try {
        sender.stale(lost);
        return;
      } catch (IOException e) {
        last = e;
      }
    }
  }

  private static RoundNews news(
      CopyRound round, boolean complete, double throughput, RoundPolicy policy) {
    return new RoundNews(
        round.number(),
        round.pages(),
        complete,
        Math.round(throughput),
        Math.round(policy.dirtyRate()),
        policy.expectedGapMillis());
  }
}
