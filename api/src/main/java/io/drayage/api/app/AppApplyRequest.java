package io.drayage.api.app;

import io.drayage.application.Application;

/**
 * Asks that an application be as described.
 *
 * @param dryRun only tell what would be done
 * @param recreate replace containers whose service is defined otherwise now, or that ended
 * @param discardVolumes also where that, or a smaller number of replicas, loses volumes
 */
public record AppApplyRequest(
    Application application, boolean dryRun, boolean recreate, boolean discardVolumes) {}
