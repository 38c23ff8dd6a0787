package io.drayage.controller.group;

import io.drayage.journal.GroupRecords;
import io.drayage.model.group.GroupState;
import io.drayage.model.group.Member;
import io.drayage.model.group.MemberState;
import io.drayage.model.group.MoveGroup;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** Ends a group early: where it stands, or back where it came from. */
final class Retreat {
  private final GroupRecords records;
  private final Members members;
  private final Clock clock;

  Retreat(GroupRecords records, Members members, Clock clock) {
    this.records = records;
    this.members = members;
    this.clock = clock;
  }

  /** Begins nothing more, undoes what was not committed, and waits for the rest. */
  void stop(MoveGroup group) {
    if (settled(group)) {
      MoveGroup now = records.find(group.id()).orElse(group);
      records.advance(group.id(), group.state(), Ends.of(now), group.failure(), clock.instant());
    }
  }

  /**
   * Takes back what was not committed, then moves back what has moved: one after the other, the
   * last one first, each tried until it succeeds.
   */
  void undo(MoveGroup group) {
    if (!settled(group)) {
      return;
    }
    MoveGroup now = records.find(group.id()).orElse(group);
    if (now.members().stream().anyMatch(member -> member.state() == MemberState.UNDOING)) {
      return;
    }
    List<Member> away =
        now.members().stream()
            .filter(member -> member.state() == MemberState.MOVED)
            .sorted(Comparator.comparing(Member::migration).reversed())
            .toList();
    if (away.isEmpty()) {
      records.advance(
          group.id(), group.state(), GroupState.UNDONE, group.failure(), clock.instant());
    } else {
      members.beginReturn(now, away.getFirst());
    }
  }

  /** Whether every move that began has ended, one way or the other. */
  private boolean settled(MoveGroup group) {
    boolean underWay = false;
    for (Member member : group.members()) {
      if (member.state() == MemberState.WAITING) {
        members.write(member, member.in(MemberState.STAYED));
      } else if (member.state() == MemberState.STARTED) {
        members.cancel(member);
        underWay = true;
      }
    }
    return !underWay;
  }
}
