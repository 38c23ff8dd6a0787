package io.drayage.agent.migration;

/**
 * Whose pages a container's memory still lacks.
 *
 * @param claim the migration's
 * @param source the host that has them
 */
record Lack(Claim claim, String source) {}
