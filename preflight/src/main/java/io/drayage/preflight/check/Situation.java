package io.drayage.preflight.check;

import io.drayage.model.migration.Mode;
import io.drayage.preflight.fact.ContainerProfile;
import io.drayage.preflight.fact.HostProfile;
import java.time.Duration;
import java.util.Set;

/**
 * A move that somebody thinks of.
 *
 * @param source where the container runs
 * @param destination where it is to run
 * @param container what moves
 * @param wish how
 * @param destinationAhead by how much the destination's clock is ahead of the source's; negative
 *     when it is behind
 */
public record Situation(
    HostProfile source,
    HostProfile destination,
    ContainerProfile container,
    Wish wish,
    Duration destinationAhead) {

  /**
   * What the container is meant to be, and how it is to move.
   *
   * @param mode how its memory crosses
   * @param memoryBytes memory that it may use; 0 for no limit
   * @param address its IP address, which moves with it
   * @param takenAddresses addresses of other containers on the destination
   * @param missingLayerBytes image layers that the destination lacks and can fetch
   * @param lostLayers image layers that neither the destination nor the controller has, by digest
   */
  public record Wish(
      Mode mode,
      long memoryBytes,
      String address,
      Set<String> takenAddresses,
      long missingLayerBytes,
      Set<String> lostLayers) {}

  /** Whether tasks are checkpointed and restored; else a new copy is started. */
  boolean restores() {
    return wish.mode() != Mode.STATELESS;
  }
}
