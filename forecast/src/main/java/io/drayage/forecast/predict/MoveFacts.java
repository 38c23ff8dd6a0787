package io.drayage.forecast.predict;

import io.drayage.forecast.table.Place;
import io.drayage.model.migration.Mode;
import java.util.OptionalDouble;

/**
 * What is known of a move before it begins.
 *
 * @param container what moves, by its name
 * @param mode how memory is to cross
 * @param from where the container is
 * @param to where it is to go
 * @param memoryBytes its resident memory
 * @param dirtyBytesPerSecond memory that it writes anew; empty when nobody measured it
 * @param fileBytes its writable layer and volumes
 * @param missingLayerBytes of its image that the destination lacks
 * @param link between the hosts
 * @param vcpus processors that it is taken to need while it runs
 * @param runningBytes memory that is paid for while it runs
 */
public record MoveFacts(
    String container,
    Mode mode,
    Place from,
    Place to,
    long memoryBytes,
    OptionalDouble dirtyBytesPerSecond,
    long fileBytes,
    long missingLayerBytes,
    Link link,
    double vcpus,
    long runningBytes) {
  public MoveFacts {
    if (memoryBytes < 0
        || fileBytes < 0
        || missingLayerBytes < 0
        || runningBytes < 0
        || vcpus < 0
        || dirtyBytesPerSecond.orElse(0) < 0) {
      throw new IllegalArgumentException("a move's sizes and rates are not negative");
    }
  }
}
