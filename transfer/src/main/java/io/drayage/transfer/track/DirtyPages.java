package io.drayage.transfer.track;

import io.drayage.transfer.page.PageRange;
import io.drayage.transfer.page.TaskId;
import java.util.List;
import java.util.Optional;

/**
 * Which pages of a frozen container differ from what the rounds handed over.
 *
 * @param tasks one entry a task that lives
 */
public record DirtyPages(List<TaskPages> tasks) {
  /** Keeps the list as it is now. */
  public DirtyPages {
    tasks = List.copyOf(tasks);
  }

  /** The entry of a task. */
  public Optional<TaskPages> of(TaskId task) {
    return tasks.stream().filter(entry -> entry.task().equals(task)).findFirst();
  }

  /** How many pages were written. */
  public long written() {
    return tasks.stream()
        .flatMap(task -> task.written().stream())
        .mapToLong(PageRange::pages)
        .sum();
  }

  /** Whether the page of a task is as it was handed over last; false for all that is not known. */
  public boolean unchanged(TaskId task, long address) {
    return of(task).map(entry -> entry.unchanged(address)).orElse(false);
  }
}
