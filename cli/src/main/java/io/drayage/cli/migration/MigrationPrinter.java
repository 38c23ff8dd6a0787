package io.drayage.cli.migration;

import io.drayage.cli.output.Amounts;
import io.drayage.cli.output.Table;
import io.drayage.model.migration.Figures;
import io.drayage.model.migration.MemoryFigures;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.model.migration.Transition;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Migrations for people. */
final class MigrationPrinter {
  private MigrationPrinter() {}

  /** One line with what counts. */
  static void summary(PrintWriter out, Migration migration) {
    if (migration.state() == MigrationState.MIGRATED && migration.mode() == Mode.STATELESS) {
      Figures figures = migration.figures();
      out.printf(
          "%s moved from %s to %s: a new copy, healthy after %s, total %s (%s)%n",
          migration.container(),
          migration.source(),
          migration.destination(),
          Amounts.millis(figures.restoreMillis()),
          Amounts.millis(figures.totalMillis()),
          migration.id());
    } else if (migration.state() == MigrationState.MIGRATED) {
      Figures figures = migration.figures();
      out.printf(
          "%s moved from %s to %s: frozen %s, total %s, %s sent (%s)%n",
          migration.container(),
          migration.source(),
          migration.destination(),
          Amounts.millis(figures.frozenMillis()),
          Amounts.millis(figures.totalMillis()),
          Amounts.bytes(figures.bytesSent()),
          migration.id());
      memory(out, figures.memory());
    }
  }

  static void list(PrintWriter out, List<Migration> migrations) {
    var table =
        new Table(
            "MIGRATION", "CONTAINER", "FROM", "TO", "MODE", "STATE", "FROZEN", "TOTAL", "SENT");
    for (Migration migration : migrations) {
      Figures figures = migration.figures();
      table.row(
          migration.id(),
          migration.container(),
          migration.source(),
          migration.destination(),
          mode(migration),
          migration.state(),
          Amounts.millis(figures.frozenMillis()),
          Amounts.millis(figures.totalMillis()),
          Amounts.bytes(figures.bytesSent()));
    }
    table.print(out);
  }

  /** The whole story with how long each state lasted. */
  static void story(PrintWriter out, Migration migration) {
    list(out, List.of(migration));
    out.println();
    var table = new Table("STATE", "THE THESIS SAYS", "ENTERED", "LASTED");
    List<Transition> story = migration.story();
    for (int i = 0; i < story.size(); i++) {
      Instant entered = story.get(i).at();
      table.row(
          story.get(i).state(),
          story.get(i).state().thesisName(),
          entered,
          i + 1 < story.size()
              ? Amounts.millis(Duration.between(entered, story.get(i + 1).at()).toMillis())
              : "");
    }
    table.print(out);
    if (migration.state() == MigrationState.MIGRATED) {
      out.println();
      memory(out, migration.figures().memory());
      if (migration.mode() == Mode.STATELESS) {
        newCopy(out, migration.figures());
      } else {
        frozenTime(out, migration.figures());
      }
    }
    if (!migration.failure().isEmpty()) {
      out.println();
      out.println("failure: " + migration.failure());
    }
    waitsFor(migration).ifPresent(who -> out.println("waits for: " + who));
  }

  /** Whose agent has to be there for a migration to end from where it stands. */
  static Optional<String> waitsFor(Migration migration) {
    String source = "the agent of " + migration.source();
    String destination = "the agent of " + migration.destination();
    return switch (migration.state()) {
      case COMMITTED ->
          Optional.of(
              "%s; if that machine is lost for good: dray migration resolve %s --owner %s"
                  .formatted(destination, migration.id(), migration.source()));
      case RUNNING -> Optional.of(destination + ", then " + source);
      case ABORTING -> Optional.of(source);
      case MIGRATED, ABORTED -> Optional.empty();
      default -> Optional.of(source + " and " + destination);
    };
  }

  private static void memory(PrintWriter out, MemoryFigures memory) {
    if (!memory.reason().isEmpty()) {
      out.println("mode: " + memory.reason());
    }
    if (memory.pagesLeft() > 0) {
      out.printf(
          "at risk for %s: %d pages were on the source alone when it resumed%n",
          Amounts.millis(memory.atRiskMillis()), memory.pagesLeft());
    }
  }

  /** What was carried out, once that is decided, beside what was asked. */
  private static String mode(Migration migration) {
    String asked = migration.mode().word();
    Mode done = migration.figures().memory().mode();
    return done == Mode.AUTO || done == migration.mode() ? asked : asked + ": " + done.word();
  }

  private static void newCopy(PrintWriter out, Figures figures) {
    var table = new Table("OF THE NEW COPY", "");
    table.row("start until healthy", Amounts.millis(figures.restoreMillis()));
    table.row("commit", Amounts.millis(figures.commitMillis()));
    table.row("connect it and change the route", Amounts.millis(figures.resumeMillis()));
    table.print(out);
  }

  private static void frozenTime(PrintWriter out, Figures figures) {
    var table = new Table("OF THE FROZEN TIME", "");
    table.row("cut the network and freeze", Amounts.millis(figures.cutMillis()));
    table.row("dump", Amounts.millis(figures.dumpMillis()));
    table.row("send memory and last files", Amounts.millis(figures.sendMillis()));
    table.row("restore and hold", Amounts.millis(figures.restoreMillis()));
    table.row("commit", Amounts.millis(figures.commitMillis()));
    table.row("resume", Amounts.millis(figures.resumeMillis()));
    table.row("all, with what lies between", Amounts.millis(figures.frozenMillis()));
    table.print(out);
  }
}
