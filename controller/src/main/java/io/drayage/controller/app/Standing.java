package io.drayage.controller.app;

import io.drayage.model.container.ContainerState;
import java.util.Optional;

/**
 * A container that belongs to an application now.
 *
 * @param startedBy empty when it was not started yet
 * @param host its owner; empty when there is no such container
 * @param state empty when there is no such container
 * @param exitCode what it ended with
 * @param memoryBytes its memory limit; 0 means none
 * @param volumes whether it has volumes, whose content goes with it
 */
record Standing(
    String container,
    String service,
    int replica,
    Optional<StartedBy> startedBy,
    String host,
    Optional<ContainerState> state,
    int exitCode,
    long memoryBytes,
    boolean volumes) {
  boolean there() {
    return state.isPresent();
  }
}
