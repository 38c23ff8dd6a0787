package io.drayage.api;

import io.drayage.model.migration.Migration;

/**
 * News of a migration under way.
 *
 * @param migration as the journal has it now
 * @param phase what is being done, in words
 * @param bytes how much of it crossed so far, in bytes
 * @param totalBytes how much there is, in bytes; 0 when nobody knows
 */
public record MigrationEvent(Migration migration, String phase, long bytes, long totalBytes) {}
