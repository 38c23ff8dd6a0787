package io.drayage.agent.migration;

import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Mode;
import java.net.InetSocketAddress;

/**
 * What a source is told to copy, and where to.
 *
 * @param destination the host
 * @param address where its agent takes streams
 * @param mode how memory crosses
 * @param limits what the user allows
 * @param permit the controller's, without which nothing is sent
 */
public record CopyOrder(
    String destination, InetSocketAddress address, Mode mode, MemoryLimits limits, String permit) {}
