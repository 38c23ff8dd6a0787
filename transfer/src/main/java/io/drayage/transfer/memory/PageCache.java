package io.drayage.transfer.memory;

import io.drayage.transfer.page.PageRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The memory of one container that has arrived at its destination and is not yet placed into its
 * tasks: files in a directory of a tmpfs, which survive this process.
 *
 * <p>Before the {@link #seal seal} pages come and go: what is put replaces what was there. After it
 * the checkpoint says which pages are wanted, content is final, the first that arrives is kept, and
 * a {@link FaultServer} places it and gives its memory back. Beside content a page costs one byte
 * here and an eighth of a byte for each address space.
 *
 * <p>Tasks are named by their process id in the container's namespace, as CRIU names images; all
 * addresses are multiples of 4096. Thread-safe, but for {@link #close} and {@link #wipe}, after
 * which nobody may use it.
 */
public final class PageCache implements AutoCloseable {
  private static final String SEALED = "sealed";
  private static final String RUNNING = "running";

  private final Path directory;
  private final Map<Integer, TaskPages> tasks = new ConcurrentHashMap<>();
  private volatile boolean sealed;

  private PageCache(Path directory) {
    this.directory = directory;
    this.sealed = Files.exists(directory.resolve(SEALED));
  }

  /** Opens the cache in a directory, which is made if need be; what it has is there again. */
  public static PageCache open(Path directory) throws IOException {
    Files.createDirectories(directory);
    PageCache cache = new PageCache(directory);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".index")) {
          int pid = Integer.parseInt(name.substring(0, name.length() - ".index".length()));
          cache.tasks.put(pid, new TaskPages(directory, pid, cache.sealed));
        }
      }
    }
    return cache;
  }

  /**
   * Puts whole pages, which are taken from the buffer. After the seal, only pages that are missing
   * are taken.
   *
   * @throws IOException when the tmpfs is full
   * @throws IllegalArgumentException when it is not whole pages, or after the seal the task is
   *     unknown
   */
  public void put(int pid, long address, ByteBuffer content) throws IOException {
    if (content.remaining() % PageRange.PAGE != 0 || address % PageRange.PAGE != 0) {
      throw new IllegalArgumentException("not whole pages");
    }
    task(pid).put(address, content);
  }

  /** Puts pages that are all zeros, which take no memory. */
  public void putZero(int pid, long address, long pages) throws IOException {
    task(pid).putZero(address, pages);
  }

  /** Drops pages that were written at the source since they were sent. Only before the seal. */
  public void invalidate(int pid, long address, long pages) throws IOException {
    task(pid).invalidate(address, pages);
  }

  /**
   * Tells which pages the checkpoint leaves to be placed after the restore, for every task of it.
   * From now on a page is missing if it is listed and not held; what is held and not listed is
   * dropped.
   */
  public void seal(Map<Integer, List<PageRange>> lazyRanges) throws IOException {
    if (sealed) {
      throw new IllegalStateException("the cache is sealed already");
    }
    for (int pid : lazyRanges.keySet()) {
      var _ = task(pid);
    }
    for (TaskPages task : tasks.values()) {
      task.seal(lazyRanges.getOrDefault(task.pid(), List.of()));
    }
    Files.createFile(directory.resolve(SEALED));
    sealed = true;
  }

  /** Whether the checkpoint's list of pages is known. */
  public boolean isSealed() {
    return sealed;
  }

  /** Whether a page is held: its content, or that it is zeros. */
  public boolean holds(int pid, long address) {
    return known(pid).map(task -> task.holds(address)).orElse(false);
  }

  /** Pages of a task that are wanted and have not arrived, by address; none before the seal. */
  public List<PageRange> missing(int pid) {
    return known(pid).map(TaskPages::missing).orElse(List.of());
  }

  /** How many pages of all tasks are wanted and have not arrived; 0 before the seal. */
  public long missingPages() {
    return tasks.values().stream().mapToLong(TaskPages::missingPages).sum();
  }

  /** How many pages of all tasks are held now. Reads the whole index. */
  public long heldPages() {
    return tasks.values().stream().mapToLong(TaskPages::heldPages).sum();
  }

  /** The tasks that are known. */
  public List<Integer> pids() {
    return tasks.keySet().stream().sorted().toList();
  }

  Optional<TaskPages> known(int pid) {
    return Optional.ofNullable(tasks.get(pid));
  }

  Collection<TaskPages> tasks() {
    return tasks.values();
  }

  Path directory() {
    return directory;
  }

  /** Notes that the tasks run: from now on what is missing may be waited for. */
  void markRunning() throws IOException {
    if (!isRunning()) {
      Files.createFile(directory.resolve(RUNNING));
    }
  }

  boolean isRunning() {
    return Files.exists(directory.resolve(RUNNING));
  }

  private TaskPages task(int pid) throws IOException {
    TaskPages task = tasks.get(pid);
    if (task != null) {
      return task;
    }
    if (sealed) {
      throw new IllegalArgumentException("the checkpoint has no task " + pid);
    }
    try {
      return tasks.computeIfAbsent(pid, this::begin);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private TaskPages begin(int pid) {
    try {
      return new TaskPages(directory, pid, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drops every page. Only before the seal, and while nobody else uses the cache. */
  public void clear() throws IOException {
    if (sealed) {
      throw new IllegalStateException("the cache is sealed already");
    }
    close();
    deleteFiles();
  }

  /** Closes the files, which stay. The fault server must have ended. */
  @Override
  public void close() {
    tasks.values().forEach(TaskPages::close);
    tasks.clear();
  }

  /** Closes the cache and deletes all it has. The fault server must have ended. */
  public void wipe() throws IOException {
    close();
    deleteFiles();
    Files.delete(directory);
  }

  private void deleteFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
