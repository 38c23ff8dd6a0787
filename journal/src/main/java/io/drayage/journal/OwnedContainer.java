package io.drayage.journal;

import io.drayage.model.container.ContainerSpec;
import java.time.Instant;

/**
 * A container and its owner.
 *
 * @param image the name it was run by
 * @param host the owner: the only host that may run it
 * @param epoch the newest claim on it; agents refuse commands under a lower one
 * @param wanted what its user wants
 */
public record OwnedContainer(
    ContainerSpec spec, String image, String host, long epoch, Wanted wanted, Instant createdAt) {
  /** What a container's user wants of it. */
  public enum Wanted {
    /** It is to run. */
    RUNNING,
    /** It was stopped and is kept. */
    STOPPED
  }
}
