package io.drayage.api;

import io.drayage.model.container.ContainerState;
import java.time.Instant;

/**
 * A container as the controller sees it.
 *
 * @param name its name
 * @param image the name of the image it was run by
 * @param host its owner
 * @param state what it does, as its host's agent last said
 * @param address its own address
 * @param exitCode what its first process exited with; 0 while it runs
 * @param migration the id of the migration under way; empty when there is none
 * @param createdAt when it was first run
 */
public record ContainerView(
    String name,
    String image,
    String host,
    ContainerState state,
    String address,
    int exitCode,
    String migration,
    Instant createdAt) {}
