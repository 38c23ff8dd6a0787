package io.drayage.api;

import io.drayage.model.host.Host;
import io.drayage.model.host.HostFacts;
import io.drayage.model.host.HostState;
import java.util.Optional;

/**
 * A host as the controller sees it.
 *
 * @param host what it is
 * @param state whether its agent answers
 * @param reservedBytes memory promised to its containers, in bytes
 * @param drained why it takes no containers; empty when it does
 * @param facts what its agent found when it last started; empty while it is down
 */
public record HostView(
    Host host, HostState state, long reservedBytes, String drained, Optional<HostFacts> facts) {}
