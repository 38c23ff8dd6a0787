package io.drayage.controller.migration;

import io.drayage.api.MigrationEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Hands news of migrations to those who follow them. Thread-safe. */
public final class MigrationEvents {
  private final Map<String, List<BlockingQueue<MigrationEvent>>> followers =
      new ConcurrentHashMap<>();

  /** A queue that receives every later event of one migration; give it back when done. */
  public BlockingQueue<MigrationEvent> follow(String migration) {
    var queue = new LinkedBlockingQueue<MigrationEvent>();
    followers.computeIfAbsent(migration, id -> new CopyOnWriteArrayList<>()).add(queue);
    return queue;
  }

  /** Takes back a queue of {@link #follow}. */
  public void unfollow(String migration, BlockingQueue<MigrationEvent> queue) {
    followers.computeIfPresent(
        migration,
        (id, queues) -> {
          queues.remove(queue);
          return queues.isEmpty() ? null : queues;
        });
  }

  void publish(MigrationEvent event) {
    followers.getOrDefault(event.migration().id(), List.of()).forEach(queue -> queue.add(event));
  }
}
