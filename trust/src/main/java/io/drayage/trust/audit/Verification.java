package io.drayage.trust.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What was found of an audit log.
 *
 * @param entries that were read and are in order
 * @param files of entries
 * @param heads that a controller signed
 * @param last the hash of the last entry in order
 * @param signedUntil when the last head was signed that covers an entry; empty when none was
 * @param unsigned entries after the last signed head: nobody could tell if the last of them were
 *     cut off
 * @param unfinished whether the last line is not whole: a write is under way, or a crash broke it
 *     off
 * @param flaw the first that was found; empty when the log is intact
 */
public record Verification(
    long entries,
    int files,
    int heads,
    String last,
    Optional<Instant> signedUntil,
    long unsigned,
    boolean unfinished,
    Optional<Flaw> flaw) {
  /** Whether nothing was removed, put in, reordered or altered. */
  public boolean intact() {
    return flaw.isEmpty();
  }
}
