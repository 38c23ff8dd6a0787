package io.drayage.agent.migration;

/**
 * Whose pages a container's memory still lacks.
 *
 * @param claim the migration's
 * @param source the host that has them
 * @param permit the controller's, that the move began with
 */
record Lack(Claim claim, String source, String permit) {
  boolean isOf(Claim other, String host) {
    return claim.equals(other) && source.equals(host);
  }
}
