package io.drayage.cli.migration;

import io.drayage.api.MigrationEvent;
import io.drayage.cli.output.Amounts;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.model.migration.Transition;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;

/**
 * Shows a move while it goes on: a line for each state when it is entered, and on a terminal a last
 * line that is rewritten with what is being done. Owned by one thread.
 */
final class ProgressDisplay {
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private int shown;

  ProgressDisplay(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void show(MigrationEvent event) {
    if (terminal) {
      out.print(ERASE);
    }
    var story = event.migration().story();
    Instant start = event.migration().requestedAt();
    for (; shown < story.size(); shown++) {
      Transition transition = story.get(shown);
      out.printf(
          "%8s  %-9s  %s%n",
          Amounts.millis(Duration.between(start, transition.at()).toMillis()),
          transition.state(),
          explain(transition.state(), event.migration().mode() == Mode.STATELESS));
    }
    if (terminal && !event.migration().state().ended() && !event.phase().isEmpty()) {
      out.print(
          "          "
              + event.phase()
              + round(event.round())
              + (event.bytes() > 0 ? ", " + Amounts.bytes(event.bytes()) + " sent" : "")
              + " …");
    }
    out.flush();
  }

  void end() {
    if (terminal) {
      out.print(ERASE);
      out.flush();
    }
  }

  /** Rounds stay on the display: how they shrink, or do not, is what one looks for. */
  private static String round(MigrationEvent.Round round) {
    if (round.number() == 0) {
      return "";
    }
    String rates =
        ": %d pages, %s/s".formatted(round.pages(), Amounts.bytes(round.bytesPerSecond()));
    if (round.dirtyPerSecond() == 0) {
      return rates;
    }
    return "%s, written anew %s/s, expected gap %s"
        .formatted(
            rates,
            Amounts.bytes(round.dirtyPerSecond()),
            Amounts.millis(round.expectedGapMillis()));
  }

  private static String explain(MigrationState state, boolean stateless) {
    return switch (state) {
      case REQUESTED -> "the request is in the journal";
      case ADMITTED -> "the move may begin";
      case PREPARED -> "the destination has the image, a network and room";
      case COPYING -> "files and memory are copied while the container runs";
      case FROZEN -> "network cut, tasks frozen; memory and last files cross";
      case RESTORED ->
          stateless
              ? "a new copy runs on the destination and answers its health check"
              : "the destination holds the restored tasks stopped";
      case COMMITTED -> "the destination is the owner";
      case RUNNING ->
          stateless
              ? "the route leads to the new copy; the old one is stopped"
              : "it runs on the destination; memory that is left follows";
      case MIGRATED -> "the source has let go";
      case ABORTING -> "it failed or was cancelled; the source is put back";
      case ABORTED -> "the source runs on as before";
    };
  }
}
