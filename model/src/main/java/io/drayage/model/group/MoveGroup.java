package io.drayage.model.group;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Containers that move as one.
 *
 * @param id unique, sortable by time of request
 * @param subject what it is about: a host, a provider, an application; may be empty
 * @param epoch the claim under which one controller carries it out
 * @param endedAt when it ended; empty while it has not
 * @param failure one line that says what failed; empty when nothing did
 * @param members in the order in which they were asked for
 */
public record MoveGroup(
    String id,
    GroupKind kind,
    String subject,
    Strategy strategy,
    GroupState state,
    long epoch,
    GroupTerms terms,
    Instant requestedAt,
    Optional<Instant> endedAt,
    String failure,
    List<Member> members) {
  /** Keeps a copy. */
  public MoveGroup {
    members = List.copyOf(members);
  }
}
