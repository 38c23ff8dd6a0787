package io.drayage.agent.migration;

import io.drayage.agent.container.Containers;
import io.drayage.model.container.ContainerSpec;
import io.drayage.network.host.ReadyChange;
import io.drayage.runtime.HeldRestore;
import io.drayage.runtime.LazyPages;
import io.drayage.runtime.PreparedRestore;
import java.time.Duration;

/**
 * What a restore needs, started before the checkpoint arrives. Owned by the thread that holds the
 * container's lock.
 *
 * @param restore restores its tasks and holds them
 * @param join connects its network
 */
record ReadyRestore(PreparedRestore restore, ReadyChange join) implements AutoCloseable {
  static ReadyRestore of(Containers containers, ContainerSpec spec) {
    containers.mountRoot(spec);
    PreparedRestore restore =
        containers
            .runtime()
            .prepareRestore(
                containers.workload(spec), containers.records().place(spec.name()).images());
    try {
      containers.unmountRoot(spec);
      return new ReadyRestore(restore, containers.network(spec).readyToJoin());
    } catch (RuntimeException e) {
      restore.close();
      throw e;
    }
  }

  /** Restores the tasks and holds them, as {@link PreparedRestore#begin}. */
  HeldRestore begin(Duration lease, LazyPages pages) {
    try {
      return restore.begin(lease, pages);
    } catch (RuntimeException e) {
      join.close();
      throw e;
    }
  }

  @Override
  public void close() {
    restore.close();
    join.close();
  }
}
