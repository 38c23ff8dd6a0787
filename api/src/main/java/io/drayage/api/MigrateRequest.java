package io.drayage.api;

import io.drayage.model.migration.MemoryLimits;
import java.util.Objects;

/**
 * Asks for a move.
 *
 * @param container what to move
 * @param to the destination host
 * @param mode how memory crosses, in the user's word
 * @param limits what the move may take; left out, nothing is limited
 * @param healthTimeoutMillis how long a stateless move waits for the new copy's health, in
 *     milliseconds, at most an hour; 0 or left out means {@value #HEALTH_TIMEOUT_MILLIS}
 */
public record MigrateRequest(
    String container, String to, String mode, MemoryLimits limits, long healthTimeoutMillis) {
  /** How long a new copy may take to become healthy unless the user says otherwise. */
  public static final long HEALTH_TIMEOUT_MILLIS = 30_000;

  public MigrateRequest {
    // Read from the wire, where it may be missing.
    limits = Objects.requireNonNullElse(limits, MemoryLimits.NONE);
    healthTimeoutMillis = healthTimeoutMillis == 0 ? HEALTH_TIMEOUT_MILLIS : healthTimeoutMillis;
  }

  /** A move that waits for a new copy's health as long as is usual. */
  public MigrateRequest(String container, String to, String mode, MemoryLimits limits) {
    this(container, to, mode, limits, HEALTH_TIMEOUT_MILLIS);
  }
}
