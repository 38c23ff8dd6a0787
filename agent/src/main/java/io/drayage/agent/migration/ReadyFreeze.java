package io.drayage.agent.migration;

import io.drayage.agent.container.ContainerPlace;
import io.drayage.agent.container.Containers;
import io.drayage.model.container.ContainerSpec;
import io.drayage.network.host.ReadyChange;
import io.drayage.platform.file.PrivateDirectory;
import io.drayage.runtime.PreparedCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * What a freeze needs, started while the container still runs. Owned by the thread that holds the
 * container's lock.
 *
 * @param cut cuts its network
 * @param checkpoint dumps it
 */
record ReadyFreeze(ReadyChange cut, PreparedCheckpoint checkpoint) implements AutoCloseable {
  static ReadyFreeze of(Containers containers, ContainerSpec spec) {
    Path images = images(containers.records().place(spec.name()));
    ReadyChange cut = containers.network(spec).readyToCut();
    try {
      return new ReadyFreeze(
          cut, containers.runtime().prepareCheckpoint(containers.workload(spec), images));
    } catch (RuntimeException e) {
      cut.close();
      throw e;
    }
  }

  /** An empty directory that only root can read: images are secrets. */
  private static Path images(ContainerPlace place) {
    CheckpointImages.delete(place.images());
    try {
      return PrivateDirectory.ensure(place.images());
    } catch (IOException e) {
      throw new UncheckedIOException("directory for images cannot be made", e);
    }
  }

  @Override
  public void close() {
    cut.close();
    checkpoint.close();
  }
}
