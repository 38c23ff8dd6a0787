package io.drayage.model.migration;

/**
 * What a move was asked to keep to, kept with it so that any controller can carry it out.
 *
 * @param limits what the user allows of time and link
 * @param healthTimeoutMillis how long a stateless move waits for the new copy's health, in
 *     milliseconds
 */
public record MoveTerms(MemoryLimits limits, long healthTimeoutMillis) {
  /** As the user gets them without asking. */
  public static final MoveTerms NONE = new MoveTerms(MemoryLimits.NONE, 30_000);
}
