package io.drayage.agent.migration;

import io.drayage.network.host.ContainerNetwork;
import io.drayage.network.host.ReadyChange;
import io.drayage.runtime.HeldRestore;
import io.drayage.runtime.Resumption;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Restored tasks that are held, and what connects them once they may run. Owned by the thread that
 * holds the container's lock.
 */
final class HeldTasks {
  private final HeldRestore tasks;
  private final ContainerNetwork network;
  private final ReadyChange join;
  private final AtomicBoolean joined = new AtomicBoolean();

  /** Tasks that are held, their network, which is cut, and what connects it. */
  HeldTasks(HeldRestore tasks, ContainerNetwork network, ReadyChange join) {
    this.tasks = tasks;
    this.network = network;
    this.join = join;
  }

  /** Connects them and lets them run, as {@link HeldRestore#run}. */
  Resumption run() {
    if (joined.compareAndSet(false, true)) {
      join.apply();
    } else {
      network.join();
    }
    return tasks.run();
  }

  /** Kills them. */
  void abandon() {
    join.close();
    tasks.abandon();
  }
}
