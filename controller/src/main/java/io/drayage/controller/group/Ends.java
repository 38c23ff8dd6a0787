package io.drayage.controller.group;

import io.drayage.model.group.GroupState;
import io.drayage.model.group.Member;
import io.drayage.model.group.MemberState;
import io.drayage.model.group.MoveGroup;
import java.util.List;

/** How a group that does nothing more has ended. */
final class Ends {
  private Ends() {}

  /** All, none or some have moved. */
  static GroupState of(MoveGroup group) {
    long moved =
        group.members().stream().filter(member -> member.state() == MemberState.MOVED).count();
    if (moved == group.members().size()) {
      return GroupState.MOVED;
    }
    return moved == 0 ? GroupState.UNDONE : GroupState.INCOMPLETE;
  }

  /** Which members failed, in one line; what was said before comes first. */
  static String why(MoveGroup group, List<Member> failed) {
    if (!group.failure().isEmpty() || failed.isEmpty()) {
      return group.failure();
    }
    Member first = failed.getFirst();
    return failed.size() == 1
        ? "%s stays: %s".formatted(first.container(), first.failure())
        : "%d containers stay, %s first: %s"
            .formatted(failed.size(), first.container(), first.failure());
  }
}
