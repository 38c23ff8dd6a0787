package io.drayage.cli.group;

import io.drayage.api.GroupView;
import io.drayage.api.GroupView.MemberView;
import io.drayage.cli.output.Amounts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows a group while it goes on: on a terminal a table that is rewritten in its place, elsewhere a
 * line for each change of a member. Owned by one thread.
 */
final class GroupDisplay {
  private final PrintWriter out;
  private final boolean terminal;
  private final Map<String, String> shown = new HashMap<>();
  private int lines;

  GroupDisplay(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void begin(GroupView group) {
    if (!terminal) {
      out.printf(
          "group %s: %d containers, %s, %s%n",
          group.id(), group.members().size(), group.strategy().word(), group.order());
    }
    show(group);
  }

  void show(GroupView group) {
    if (terminal) {
      redraw(group);
    } else {
      group.members().forEach(this::line);
    }
    out.flush();
  }

  void end() {
    if (terminal) {
      erase();
      out.flush();
    }
  }

  private void redraw(GroupView group) {
    var text = new StringWriter();
    try (var table = new PrintWriter(text)) {
      GroupPrinter.members(table, group);
      table.printf(
          "%s, %s moved; 'dray group cancel %s' ends it%n",
          group.state(), GroupPrinter.moved(group), group.id());
    }
    erase();
    out.print(text);
    lines = (int) text.toString().lines().count();
  }

  private void erase() {
    if (lines > 0) {
      out.printf("\u001b[%dA\u001b[J", lines);
      lines = 0;
    }
  }

  private void line(MemberView member) {
    if (member.phase().equals(shown.put(member.container(), member.phase()))
        || member.phase().equals("Waiting")) {
      return;
    }
    out.printf(
        "%8s  %-10s  %s to %s%s%n",
        Amounts.millis(member.millis()),
        member.phase(),
        member.container(),
        member.destination(),
        member.failure().isEmpty() ? "" : ": " + member.failure());
  }
}
