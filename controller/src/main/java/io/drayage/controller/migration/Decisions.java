package io.drayage.controller.migration;

import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.model.migration.MemoryFigures;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;

/** What a user or an operator may decide about a migration, and why not. */
final class Decisions {
  /** Which of its hosts an operator chose. */
  enum Owner {
    /** The host it left. */
    SOURCE,
    /** The host it goes to. */
    DESTINATION
  }

  private Decisions() {}

  /** Why a migration cannot be cancelled. */
  static String tooLate(Migration migration) {
    return switch (migration.state()) {
      case MIGRATED, ABORTED ->
          "migration %s has ended: there is nothing to cancel".formatted(migration.id());
      case ABORTING ->
          "migration %s is on its way back already: wait for its end".formatted(migration.id());
      default ->
          "migration %s is committed and host %s owns the container: wait for its end, then move it back"
              .formatted(migration.id(), migration.destination());
    };
  }

  /**
   * Reads the host that an operator chose.
   *
   * @throws RequestException when there is nothing to decide, with what to do
   */
  static Owner owner(Migration migration, String host) {
    if (!host.equals(migration.source()) && !host.equals(migration.destination())) {
      throw new RequestException(
          Reason.INVALID,
          "host %s has no part in migration %s: choose %s or %s"
              .formatted(host, migration.id(), migration.source(), migration.destination()));
    }
    MigrationState state = migration.state();
    if (state.ended()) {
      throw conflict(
          "migration %s has ended: there is nothing to decide".formatted(migration.id()));
    }
    if (!state.ownedByDestination()) {
      throw conflict(
          "migration %s is not committed, so host %s owns the container: cancel it, or start that host's agent"
              .formatted(migration.id(), migration.source()));
    }
    if (host.equals(migration.source())) {
      return Owner.SOURCE;
    }
    if (state == MigrationState.COMMITTED) {
      throw conflict(
          "host %s owns the container already and has not said that it runs: start its agent"
              .formatted(host));
    }
    if (state == MigrationState.RUNNING && !isWhole(migration.figures().memory())) {
      throw conflict(
          "host %s may still lack memory that only host %s has: start that host's agent; if it is lost for good, what the container still lacks is lost with it"
              .formatted(host, migration.source()));
    }
    return Owner.DESTINATION;
  }

  /** Whether it is known that the destination has all memory. */
  private static boolean isWhole(MemoryFigures memory) {
    boolean leftNone =
        memory.pagesLeft() == 0
            && memory.mode() != Mode.AUTO
            && !memory.mode().leavesMemoryBehind();
    return leftNone || memory.atRiskMillis() > 0;
  }

  private static RequestException conflict(String message) {
    return new RequestException(Reason.CONFLICT, message);
  }
}
