package io.drayage.model.group;

import java.util.List;

/**
 * A container of a group.
 *
 * @param container its name
 * @param source the host that it leaves
 * @param destination the host that it goes to
 * @param wave from 0; a wave begins when all before it are there and healthy
 * @param after containers of the group that must have moved before
 * @param service whose replica it is; empty when it has none beside it
 * @param priority the higher begins the earlier
 * @param bytes that are expected to cross
 * @param state where it stands
 * @param migration the id of its move; empty before there is one
 * @param undo the id of its move back; empty when there is none
 * @param failure one line that says why it stayed; empty when nothing failed
 */
public record Member(
    String container,
    String source,
    String destination,
    int wave,
    List<String> after,
    String service,
    int priority,
    long bytes,
    MemberState state,
    String migration,
    String undo,
    String failure) {
  /** Keeps a copy. */
  public Member {
    after = List.copyOf(after);
  }

  /** A member whose move has not begun. */
  public static Member waiting(
      String container,
      String source,
      String destination,
      int wave,
      List<String> after,
      String service,
      int priority,
      long bytes) {
    return new Member(
        container,
        source,
        destination,
        wave,
        after,
        service,
        priority,
        bytes,
        MemberState.WAITING,
        "",
        "",
        "");
  }

  /** The same in another state. */
  public Member in(MemberState next) {
    return with(next, migration, undo, failure);
  }

  /** The same with its move named, before that begins. */
  public Member started(String id) {
    return with(MemberState.STARTED, id, undo, "");
  }

  /** The same with its move back named, before that begins. */
  public Member undoing(String id) {
    return with(MemberState.UNDOING, migration, id, failure);
  }

  /** The same with its failure. */
  public Member failed(String why) {
    return with(MemberState.FAILED, migration, undo, why);
  }

  /** The same with a line about what does not go as it should. */
  public Member noting(String why) {
    return with(state, migration, undo, why);
  }

  private Member with(MemberState next, String move, String back, String why) {
    return new Member(
        container,
        source,
        destination,
        wave,
        after,
        service,
        priority,
        bytes,
        next,
        move,
        back,
        why);
  }
}
