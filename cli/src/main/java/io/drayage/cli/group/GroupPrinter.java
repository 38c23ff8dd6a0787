package io.drayage.cli.group;

import io.drayage.api.GroupPlanView;
import io.drayage.api.GroupView;
import io.drayage.api.GroupView.MemberView;
import io.drayage.cli.output.Amounts;
import io.drayage.cli.output.Table;
import io.drayage.model.group.MemberState;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Groups and their plans, for people. */
final class GroupPrinter {
  private GroupPrinter() {}

  static void list(PrintWriter out, List<GroupView> groups) {
    var table =
        new Table("GROUP", "KIND", "OF", "STRATEGY", "ORDER", "STATE", "MOVED", "REQUESTED");
    for (GroupView group : groups) {
      table.row(
          group.id(),
          group.kind().word(),
          group.subject(),
          group.strategy().word(),
          group.order(),
          group.state(),
          moved(group),
          group.requestedAt());
    }
    table.print(out);
  }

  static void show(PrintWriter out, GroupView group) {
    members(out, group);
    out.printf(
        "%n%s%s: %s, %s moved%s%n",
        group.kind().word(),
        group.subject().isEmpty() ? "" : " of " + group.subject(),
        group.state().name().toLowerCase(Locale.ROOT),
        moved(group),
        took(group));
    group.deadline().ifPresent(end -> out.println(inTime(group, end)));
    if (!group.failure().isEmpty()) {
      out.println(group.failure());
    }
    out.println("group " + group.id());
    out.flush();
  }

  static void members(PrintWriter out, GroupView group) {
    var table =
        new Table("CONTAINER", "FROM", "TO", "WAVE", "STATE", "GAP", "BYTES", "TIME", "MIGRATION");
    for (MemberView member : group.members()) {
      table.row(
          member.container(),
          member.source(),
          member.destination(),
          member.wave(),
          member.phase(),
          member.gapMillis() == 0 ? "" : Amounts.millis(member.gapMillis()),
          member.bytes() == 0 ? "" : Amounts.bytes(member.bytes()),
          member.millis() == 0 ? "" : Amounts.millis(member.millis()),
          member.migration());
    }
    table.print(out);
    group.members().stream()
        .filter(member -> !member.failure().isEmpty())
        .forEach(member -> out.printf("%s: %s%n", member.container(), member.failure()));
  }

  static void plan(PrintWriter out, GroupPlanView plan) {
    var table = new Table("CONTAINER", "FROM", "TO", "WAVE", "BYTES", "TIME", "GAP");
    for (GroupPlanView.Move move : plan.moves()) {
      table.row(
          move.container(),
          move.from(),
          move.to(),
          move.wave(),
          move.bytes() == 0 ? "" : Amounts.bytes(move.bytes()),
          move.millis() == 0 ? "" : Amounts.millis(move.millis()),
          move.gapMillis() == 0 ? "" : Amounts.millis(move.gapMillis()));
    }
    table.print(out);
    plan.refusals().forEach(refusal -> out.println("refusal  " + refusal));
    plan.notes().forEach(note -> out.println("note     " + note));
    if (!plan.gain().isEmpty()) {
      out.println(plan.gain());
    }
    plan.estimate()
        .ifPresent(all ->
            out.printf(
                "%d moves, %s: %s, nine times of ten between %s and %s%n",
                plan.moves().size(),
                plan.order(),
                Amounts.millis(all.millis()),
                Amounts.millis(all.lowMillis()),
                Amounts.millis(all.highMillis())));
    plan.deadline()
        .ifPresent(deadline ->
            out.printf(
                "the deadline of %s %s%n",
                Amounts.millis(deadline.millis()),
                switch (deadline.chance()) {
                  case "met" -> "is met";
                  case "missed" -> "would be missed";
                  default -> "may be missed";
                }));
    out.printf("planned in %s; nothing moved%n", Amounts.millis(plan.tookMillis()));
    out.flush();
  }

  static String moved(GroupView group) {
    long moved = group.members().stream().filter(one -> one.state() == MemberState.MOVED).count();
    return "%d of %d".formatted(moved, group.members().size());
  }

  private static String took(GroupView group) {
    return group
        .endedAt()
        .map(end -> " in " + Amounts.millis(Duration.between(group.requestedAt(), end).toMillis()))
        .orElse("");
  }

  private static String inTime(GroupView group, Instant deadline) {
    return group
        .endedAt()
        .map(end -> end.isAfter(deadline) ? "the deadline was missed" : "the deadline was met")
        .orElse("the deadline is at " + deadline);
  }
}
