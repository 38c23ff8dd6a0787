package io.drayage.cli.app;

import io.drayage.api.app.AppResult;
import io.drayage.api.app.AppStep;
import io.drayage.api.app.AppStep.Action;
import io.drayage.cli.exit.CommandException;
import io.drayage.cli.exit.ExitCode;
import io.drayage.cli.output.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What came of an apply or a removal, for people. */
final class ResultPrinter {
  private ResultPrinter() {}

  static void print(PrintWriter out, AppResult result) {
    List<AppStep> shown =
        result.steps().stream()
            .filter(step -> result.dryRun() || step.action() == Action.DIFFERS)
            .toList();
    if (!shown.isEmpty()) {
      var table = new Table("CONTAINER", "ACTION", "HOST", "WHY");
      shown.forEach(step ->
          table.row(
              step.container(),
              step.action().name().toLowerCase(Locale.ROOT),
              step.host(),
              step.why()));
      table.print(out);
    }
    if (result.failure().isEmpty()) {
      out.println(summary(result));
    }
  }

  /** A failure goes where every command's goes. */
  static void requireDone(AppResult result) {
    if (!result.failure().isEmpty()) {
      throw new CommandException(ExitCode.FAILURE, result.failure());
    }
  }

  private static String summary(AppResult result) {
    if (result.steps().stream().noneMatch(AppStep::acts)) {
      String differing =
          count(result, Action.DIFFERS) == 0 ? "" : "; what differs is replaced with --recreate";
      return "%s: nothing to do%s".formatted(result.application(), differing);
    }
    return "%s: %d %s, %d replaced, %d removed, %d unchanged%s"
        .formatted(
            result.application(),
            count(result, Action.CREATE),
            result.dryRun() ? "to start" : "started",
            count(result, Action.REPLACE),
            count(result, Action.REMOVE),
            count(result, Action.KEEP) + count(result, Action.DIFFERS),
            result.dryRun() ? " (nothing was done)" : "");
  }

  private static long count(AppResult result, Action action) {
    return result.steps().stream().filter(step -> step.action() == action).count();
  }
}
