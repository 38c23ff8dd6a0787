package io.drayage.transfer.checkpoint;

import io.drayage.platform.foreign.AddressSpace;
import io.drayage.platform.foreign.PageQuery;
import io.drayage.platform.foreign.SystemCallException;
import io.drayage.transfer.page.PageRange;
import io.drayage.transfer.page.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/**
 * Completes a checkpoint that CRIU took without looking at any page: lists the pages of each task,
 * and writes those whose content must be there when the task is restored.
 *
 * <p>CRIU takes hold of every page it finds, through pipes, which costs a quarter of a millisecond
 * per MiB while the container stands still. The agent finds the same pages by one scan, and sends
 * most of them by other ways: see docs/memory.md.
 */
public final class CheckpointPages {
  private CheckpointPages() {}

  /**
   * Completes the images of frozen tasks.
   *
   * @param images the checkpoint's directory
   * @param tasks the tasks that it was taken of
   * @throws IOException when a task cannot be read, or an image is none
   */
  public static void complete(Path images, List<Integer> tasks) throws IOException {
    for (int hostPid : tasks) {
      int pid = TaskId.of(hostPid).pid();
      Path mappings = images.resolve("mm-%d.img".formatted(pid));
      // A task that shares its memory with another, and one that has ended, have no image.
      if (Files.exists(mappings)) {
        try (AddressSpace memory = AddressSpace.open(hostPid)) {
          complete(images, new TaskId(hostPid, pid), mappings, memory);
        }
      }
    }
  }

  private static void complete(Path images, TaskId task, Path mappings, AddressSpace memory)
      throws IOException {
    List<Vma> vmas = MappingsImage.read(mappings);
    NavigableSet<Long> stacks = StackPages.of(task.hostPid());
    var guards = new ArrayList<Vma>();
    try (var pages = PagesImage.create(images, task.pid(), memory)) {
      for (Vma vma : vmas) {
        if (!vma.hasPages()) {
          continue;
        }
        if (vma.isWhole()) {
          pages.present(PageRange.between(vma.start(), vma.end()));
          continue;
        }
        for (PageRange range : PrivatePages.find(memory, vma)) {
          if (vma.canBeLazy()) {
            lazy(pages, range, stacks);
          } else {
            pages.present(range);
          }
        }
        guards.addAll(guards(memory, vma));
      }
    }
    if (!guards.isEmpty()) {
      MappingsImage.append(mappings, guards);
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

  private static List<Vma> guards(AddressSpace memory, Vma vma) throws IOException {
    var guards = new ArrayList<Vma>();
    try {
      memory.scan(
          PageQuery.GUARDS,
          vma.start(),
          vma.end(),
          (start, end, categories) -> guards.add(Vma.guard(start, end)));
    } catch (SystemCallException e) {
      if (!e.unsupported()) {
        throw e;
      }
    }
    return guards;
  }
}
