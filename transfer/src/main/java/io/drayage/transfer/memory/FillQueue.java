package io.drayage.transfer.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The chunks that may hold pages to place, nearly each once. Not thread-safe. */
final class FillQueue {
  /** A chunk of a task. */
  record Item(TaskPages task, int chunk) {}

  private final Deque<Item> order = new ArrayDeque<>();
  private final Set<Item> queued = new HashSet<>();

  void add(TaskPages task, int chunk) {
    Item item = new Item(task, chunk);
    if (queued.add(item)) {
      order.addLast(item);
    }
  }

  /** Puts a chunk in front: its neighbours were just needed, so that these soon will be. */
  void addFirst(TaskPages task, int chunk) {
    Item item = new Item(task, chunk);
    if (!item.equals(order.peekFirst())) {
      order.addFirst(item); // it may be in there twice, and is then found to be done
      queued.add(item);
    }
  }

  void addAll(TaskPages task) {
    for (int chunk = 0; chunk < task.chunkCount(); chunk++) {
      add(task, chunk);
    }
  }

  Optional<Item> first() {
    return Optional.ofNullable(order.peekFirst());
  }

  /** Takes the first one out. */
  void done() {
    queued.remove(order.removeFirst());
  }

  /** Puts the first one behind the others. */
  void postpone() {
    order.addLast(order.removeFirst());
  }
}
