package io.drayage.controller.group;

import io.drayage.api.MigrateRequest;
import io.drayage.model.migration.Migration;
import java.util.Map;
import java.util.Optional;

/** Single moves, as a group sees them: who carries them out keeps one owner. Thread-safe. */
interface Moves {
  /** An id for a move; the group writes it down before the move begins. */
  String nextId();

  /**
   * Begins a move under an id and returns; the id of a move that has begun is refused.
   *
   * @throws io.drayage.controller.request.RequestException when it may not begin; it left no trace
   */
  void begin(String id, MigrateRequest request);

  /** The same for a move back to where the container was. */
  void beginReturn(String id, MigrateRequest request);

  /** A move that has begun. */
  Optional<Migration> find(String id);

  /** Undoes a move if it was not committed; otherwise does nothing. */
  void cancel(String id);

  /** The host that owns a container; empty when there is no such container. */
  Optional<String> owner(String container);

  /** Whether a container runs, as far as its host knows. */
  boolean healthy(String container);

  /** How many replicas each service has that are not stopped. */
  Map<String, Integer> replicas();

  /** Has the news of a move told from now on. */
  void follow(String id);

  /** What is known of a move under way; its last word once it has ended. */
  Progress progress(String id);

  /** No news are wanted any more. */
  void unfollow(String id);

  /**
   * How far a move is.
   *
   * @param doing in words; empty when nobody knows
   * @param bytes sent so far
   * @param dirtyBytesPerSecond memory that it writes anew; 0 when nobody knows
   */
  record Progress(String doing, long bytes, long dirtyBytesPerSecond) {
    static final Progress NONE = new Progress("", 0, 0);
  }
}
