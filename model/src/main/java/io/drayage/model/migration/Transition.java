package io.drayage.model.migration;

import java.time.Instant;

/**
 * One line of a migration's story: the state it entered and when.
 *
 * @param state the state entered
 * @param at the controller's clock when the line was written
 */
public record Transition(MigrationState state, Instant at) {}
