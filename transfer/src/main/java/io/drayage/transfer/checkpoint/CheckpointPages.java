package io.drayage.transfer.checkpoint;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.transfer.page.PageRange;
import io.drayage.transfer.page.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/**
 * Completes a checkpoint that CRIU took without looking at any page: lists the pages of each task,
 * and writes those whose content must be there when the task is restored.
 *
 * <p>CRIU takes hold of every page it finds, through pipes, which costs a quarter of a millisecond
 * per MiB while the container stands still. The agent finds the same pages by one scan, while CRIU
 * does the rest, and sends most of them by other ways: see docs/memory.md. Owned by one thread.
 */
public final class CheckpointPages {
  private final Map<TaskId, PrivatePages> found = new LinkedHashMap<>();

  private CheckpointPages() {}

  /**
   * Finds the pages of frozen tasks. CRIU may be at work on them: what it maps into them for that
   * is not in its list of their mappings, and so does not count.
   *
   * @param tasks the tasks' ids as this host sees them
   * @throws IOException when a task cannot be read
   */
  public static CheckpointPages find(List<Integer> tasks) throws IOException {
    var pages = new CheckpointPages();
    for (int hostPid : tasks) {
      TaskId task = TaskId.of(hostPid);
      try (AddressSpace memory = AddressSpace.open(hostPid)) {
        pages.found.put(task, PrivatePages.scan(memory));
      }
    }
    return pages;
  }

  /**
   * Completes the images.
   *
   * @param images the checkpoint's directory; CRIU has let go of the tasks
   * @throws IOException when a task cannot be read, or an image is none
   */
  public void complete(Path images) throws IOException {
    for (Map.Entry<TaskId, PrivatePages> entry : found.entrySet()) {
      TaskId task = entry.getKey();
      Path mappings = images.resolve("mm-%d.img".formatted(task.pid()));
      // A task that shares its memory with another, and one that has ended, have no image.
      if (Files.exists(mappings)) {
        try (AddressSpace memory = AddressSpace.open(task.hostPid())) {
          write(images, task, memory, MappingsImage.read(mappings), entry.getValue());
        }
        if (!entry.getValue().guards().isEmpty()) {
          MappingsImage.append(mappings, entry.getValue().guards());
        }
      }
    }
  }

  private static void write(
      Path images, TaskId task, AddressSpace memory, List<Vma> mappings, PrivatePages found)
      throws IOException {
    NavigableSet<Long> stacks = StackPages.of(task.hostPid());
    try (var pages = PagesImage.create(images, task.pid(), memory)) {
      for (Vma vma : mappings) {
        if (!vma.hasPages()) {
          continue;
        }
        if (vma.isWhole()) {
          pages.present(PageRange.between(vma.start(), vma.end()));
          continue;
        }
        for (PageRange range : found.of(vma, memory)) {
          if (vma.canBeLazy()) {
            lazy(pages, range, stacks);
          } else {
            pages.present(range);
          }
        }
      }
    }
  }

  /** CRIU wants the page that a thread's stack pointer is in at once (is_stack in criu/mem.c). */
  private static void lazy(PagesImage pages, PageRange range, NavigableSet<Long> stacks)
      throws IOException {
    long from = range.start();
    for (long stack : stacks.subSet(range.start(), range.end())) {
      if (stack > from) {
        pages.lazy(PageRange.between(from, stack));
      }
      from = stack + PageRange.PAGE;
      pages.present(PageRange.between(stack, from));
    }
    if (from < range.end()) {
      pages.lazy(PageRange.between(from, range.end()));
    }
  }
}
