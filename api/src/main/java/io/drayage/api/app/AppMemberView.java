package io.drayage.api.app;

import io.drayage.model.container.ContainerState;
import java.util.Optional;

/**
 * A container of an application.
 *
 * @param replica its number among its service's, from 1
 * @param host its owner; empty when it was not started yet
 * @param state what it does; empty when there is no such container
 * @param exitCode what it ended with; 0 while it runs
 * @param address kept for it, whether it runs or not
 */
public record AppMemberView(
    String container,
    String service,
    int replica,
    String host,
    Optional<ContainerState> state,
    int exitCode,
    String address) {
  /** Whether it does its work, or did it and ended well. */
  public boolean ready() {
    return state.filter(ContainerState.RUNNING::equals).isPresent()
        || state.filter(ContainerState.FROZEN::equals).isPresent()
        || (state.filter(ContainerState.STOPPED::equals).isPresent() && exitCode == 0);
  }
}
