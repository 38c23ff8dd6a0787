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
 */
public record MigrateRequest(String container, String to, String mode, MemoryLimits limits) {
  public MigrateRequest {
    // Read from the wire, where it may be missing.
    limits = Objects.requireNonNullElse(limits, MemoryLimits.NONE);
  }
}
