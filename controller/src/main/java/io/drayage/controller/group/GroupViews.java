package io.drayage.controller.group;

import io.drayage.api.GroupView;
import io.drayage.api.GroupView.MemberView;
import io.drayage.model.group.Member;
import io.drayage.model.group.MoveGroup;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Shows groups with what their members' migrations say of themselves. Thread-safe. */
final class GroupViews {
  private final Moves moves;
  private final Clock clock;

  GroupViews(Moves moves, Clock clock) {
    this.moves = moves;
    this.clock = clock;
  }

  GroupView of(MoveGroup group) {
    return new GroupView(
        group.id(),
        group.kind(),
        group.subject(),
        group.strategy(),
        group.terms().order(),
        group.state(),
        group.requestedAt(),
        group.endedAt(),
        group.terms().deadline(),
        group.failure(),
        group.members().stream().map(this::of).toList());
  }

  private MemberView of(Member member) {
    Optional<Migration> move =
        member.migration().isEmpty() ? Optional.empty() : moves.find(member.migration());
    Moves.Progress progress = moves.progress(member.migration());
    return new MemberView(
        member.container(),
        member.source(),
        member.destination(),
        member.wave(),
        member.state(),
        phase(member, move),
        move.filter(one -> !one.state().ended()).map(one -> progress.doing()).orElse(""),
        member.migration(),
        member.undo(),
        move.map(one -> one.figures().frozenMillis()).orElse(0L),
        move.map(one -> Math.max(one.figures().bytesSent(), progress.bytes())).orElse(0L),
        move.map(this::millis).orElse(0L),
        member.failure());
  }

  /** The thesis's five states, and words of our own for what it has none for. */
  private static String phase(Member member, Optional<Migration> move) {
    return switch (member.state()) {
      case WAITING -> "Waiting";
      case STARTED -> move.map(one -> one.state().thesisName()).orElse("Start");
      case MOVED -> "Migrated";
      case FAILED -> "Failed";
      case UNDOING -> "Undoing";
      case UNDONE -> "Undone";
      case STAYED -> "Stayed";
    };
  }

  private long millis(Migration migration) {
    if (migration.figures().totalMillis() > 0) {
      return migration.figures().totalMillis();
    }
    Instant end =
        migration.state().ended()
            ? migration.story().stream()
                .map(Transition::at)
                .reduce((earlier, later) -> later)
                .orElse(migration.requestedAt())
            : clock.instant();
    return Math.max(0, Duration.between(migration.requestedAt(), end).toMillis());
  }
}
