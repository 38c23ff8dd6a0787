package io.drayage.api;

/**
 * An operator's decision about a committed migration that cannot end by itself.
 *
 * @param owner the host that owns the container from now on: the migration's source or destination
 */
public record ResolveRequest(String owner) {}
