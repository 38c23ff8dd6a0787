package io.drayage.trust.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of the audit log.
 *
 * @param sequence its number, from 1 on without a gap
 * @param time when it was written
 * @param kind {@link AuditKind#word()}; a later version may know more of them
 * @param previous the hash of the entry before it; 64 zeros in the first one
 * @param hash SHA-256 of this one's canonical form, as 64 hexadecimal digits
 */
public record AuditEntry(
    long sequence,
    Instant time,
    String kind,
    String actor,
    Optional<String> container,
    Optional<String> migration,
    Map<String, String> details,
    String previous,
    String hash) {
  /** What the first entry has in the place of its predecessor's hash. */
  public static final String NONE_BEFORE = "0".repeat(64);

  /** Checks that nothing is missing. */
  public AuditEntry {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(previous, "previous");
    details = Map.copyOf(details);
  }
}
