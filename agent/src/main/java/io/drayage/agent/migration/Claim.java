package io.drayage.agent.migration;

/**
 * Under what a migration's command is given.
 *
 * @param migration the migration's id
 * @param epoch its claim on the container
 */
public record Claim(String migration, long epoch) {}
