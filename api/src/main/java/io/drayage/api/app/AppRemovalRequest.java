package io.drayage.api.app;

/**
 * Asks that an application be removed.
 *
 * @param force kill at once what runs
 * @param volumes also where volumes are lost with their containers
 */
public record AppRemovalRequest(boolean force, boolean volumes) {}
