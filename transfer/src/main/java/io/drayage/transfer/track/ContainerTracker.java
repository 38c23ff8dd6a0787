package io.drayage.transfer.track;

import io.drayage.platform.foreign.SystemCallException;
import io.drayage.transfer.page.PageRun;
import io.drayage.transfer.page.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tracks every task of a container, each by a {@link TaskTracker}. */
final class ContainerTracker implements DirtyTracker {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerTracker.class);

  /** A process, told from a later one with the same number. */
  private record Incarnation(int hostPid, int pid, String startTime) {}

  /** Begins to track a task. */
  @FunctionalInterface
  interface Opener {
    /**
     * Opens.
     *
     * @throws IOException when this way does not work for the task, or the task is gone
     */
    TaskTracker open(TaskId task, PageReader reader) throws IOException;
  }

  private final TrackerKind kind;
  private final Supplier<List<Integer>> tasks;
  private final Opener opener;
  private final Pause pause;
  private final PageReader reader = new PageReader();
  private final Map<Incarnation, TaskTracker> tracked = new LinkedHashMap<>();

  ContainerTracker(TrackerKind kind, Supplier<List<Integer>> tasks, Opener opener, Pause pause) {
    this.kind = kind;
    this.tasks = tasks;
    this.opener = opener;
    this.pause = pause;
  }

  @Override
  public RoundFigures round(PageSink sink) throws IOException {
    long start = System.nanoTime();
    adopt();
    int before = tracked.size();
    long stopped = mark();
    if (tracked.size() < before) {
      // One executed another program since it was adopted: it is as new.
      adopt();
      stopped = Math.max(stopped, mark());
    }
    tracked.replaceAll(this::dependable);
    long pages = 0;
    int hashed = 0;
    for (TaskTracker tracker : tracked.values()) {
      pages += tracker.deliver(sink);
      stopped = Math.max(stopped, tracker.stoppedNanos());
      hashed += tracker instanceof ContentHashTask ? 1 : 0;
    }
    return new RoundFigures(
        tracked.size(),
        hashed,
        pages,
        Duration.ofNanos(System.nanoTime() - start),
        Duration.ofNanos(stopped));
  }

  private long mark() throws IOException {
    long start = System.nanoTime();
    try (Pause.Held _ = pause.hold()) {
      var gone = new ArrayList<Incarnation>();
      for (var entry : tracked.entrySet()) {
        if (!entry.getValue().mark()) {
          gone.add(entry.getKey());
        }
      }
      gone.forEach(this::drop);
      return kind == TrackerKind.SOFT_DIRTY ? System.nanoTime() - start : 0;
    }
  }

  private void adopt() {
    Map<Incarnation, TaskId> now = incarnations();
    List.copyOf(tracked.keySet()).stream().filter(one -> !now.containsKey(one)).forEach(this::drop);
    now.forEach((incarnation, task) -> {
      if (!tracked.containsKey(incarnation)) {
        open(task).ifPresent(tracker -> tracked.put(incarnation, tracker));
      }
    });
  }

  private Optional<TaskTracker> open(TaskId task) {
    try {
      return Optional.of(opener.open(task, reader));
    } catch (IOException e) {
      if (e instanceof SystemCallException failed && failed.gone()) {
        return Optional.empty();
      }
      LOG.warn("process {} is compared by content hashes: {}", task.hostPid(), e.getMessage());
      return Optional.of(new ContentHashTask(task, reader));
    }
  }

  private TaskTracker dependable(Incarnation incarnation, TaskTracker tracker) {
    if (tracker.dependable()) {
      return tracker;
    }
    LOG.info(
        "process {} is compared by content hashes: it has a file opened with O_DIRECT",
        incarnation.hostPid());
    tracker.close();
    return new ContentHashTask(new TaskId(incarnation.hostPid(), incarnation.pid()), reader);
  }

  private void drop(Incarnation incarnation) {
    TaskTracker tracker = tracked.remove(incarnation);
    if (tracker != null) {
      tracker.close();
    }
  }

  @Override
  public DirtyPages changed() throws IOException {
    var all = new ArrayList<TaskPages>();
    for (var entry : incarnations().entrySet()) {
      TaskTracker tracker = tracked.get(entry.getKey());
      boolean known = tracker != null && tracker.alive();
      all.add(known && tracker != null ? tracker.changed() : Populated.unseen(entry.getValue()));
    }
    return new DirtyPages(all);
  }

  @Override
  public void again(List<PageRun> lost) {
    for (PageRun run : lost) {
      tracked.forEach((incarnation, tracker) -> {
        if (incarnation.pid() == run.pid()) {
          tracker.owe(run.address(), run.end());
        }
      });
    }
  }

  /** The container's processes now; those that end in this moment are left out. */
  private Map<Incarnation, TaskId> incarnations() {
    var now = new LinkedHashMap<Incarnation, TaskId>();
    for (int pid : tasks.get()) {
      try {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        boolean ended = fields[0].equals("Z") || fields[0].equals("X");
        String[] threads = Path.of("/proc/" + pid + "/task").toFile().list();
        // The first thread may end before the others.
        if (!ended || (threads != null && threads.length > 1)) {
          TaskId task = TaskId.of(pid);
          now.put(new Incarnation(pid, task.pid(), fields[19]), task);
        }
      } catch (IOException e) {
        LOG.debug("process {} has ended", pid);
      }
    }
    return now;
  }

  @Override
  public TrackerKind kind() {
    return kind;
  }

  @Override
  public void close() {
    List.copyOf(tracked.keySet()).forEach(this::drop);
  }
}
