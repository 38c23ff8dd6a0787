package io.drayage.runtime;

import java.util.Set;

/**
 * What a restore on another host gives a container's tasks in the place of what they had.
 *
 * @param mounts mount points, as the container sees them
 * @param pipes the pipes to its monitor, as {@code pipe:[123]}
 */
public record Provisions(Set<String> mounts, Set<String> pipes) {}
