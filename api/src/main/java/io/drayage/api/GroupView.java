package io.drayage.api;

import io.drayage.model.group.GroupKind;
import io.drayage.model.group.GroupState;
import io.drayage.model.group.MemberState;
import io.drayage.model.group.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Containers that move as one.
 *
 * @param subject what it is about: a host, a provider, an application; may be empty
 * @param order the policy that says which moves begin when
 * @param endedAt when it ended; empty while it has not
 * @param deadline when all should have moved; empty when nobody said
 * @param failure one line that says what failed; empty when nothing did
 */
public record GroupView(
    String id,
    GroupKind kind,
    String subject,
    Strategy strategy,
    String order,
    GroupState state,
    Instant requestedAt,
    Optional<Instant> endedAt,
    Optional<Instant> deadline,
    String failure,
    List<MemberView> members) {
  /** Keeps a copy. */
  public GroupView {
    members = List.copyOf(members);
  }

  /**
   * One of them.
   *
   * @param state where it stands in the group
   * @param phase the thesis's name of its move's state, or {@code Waiting}, {@code Undone}, {@code
   *     Failed}, {@code Stayed}
   * @param doing what its move does now, in words; empty when nobody knows
   * @param migration the id of its move; empty before there is one
   * @param undo the id of its move back; empty when there is none
   * @param gapMillis for which it was frozen; 0 when it was not yet
   * @param bytes sent so far
   * @param millis from the request of its move until its end, or until now
   * @param failure one line that says why it stayed; empty when nothing failed
   */
  public record MemberView(
      String container,
      String source,
      String destination,
      int wave,
      MemberState state,
      String phase,
      String doing,
      String migration,
      String undo,
      long gapMillis,
      long bytes,
      long millis,
      String failure) {}
}
