package io.drayage.preflight.fact;

/**
 * Something mounted in a container.
 *
 * @param point where, as the container sees it
 * @param type of file system
 * @param provided whether the destination will have it by itself: the root, volumes, and what the
 *     runtime mounts
 * @param usedBytes what is in it, if it is memory (tmpfs); 0 otherwise
 */
public record MountPoint(String point, String type, boolean provided, long usedBytes) {}
