package io.drayage.agent.memory;

import io.drayage.transfer.track.DirtyTracker;
import java.util.List;
import java.util.function.Supplier;

/** Opens the kind of tracker that this host has the means for. */
@FunctionalInterface
public interface TrackerFactory {
  /**
   * Begins to track.
   *
   * @param tasks the container's processes as this host sees them
   */
  DirtyTracker open(Supplier<List<Integer>> tasks);
}
