package io.drayage.model.migration;

import java.util.Set;

/**
 * Where a migration stands. Each state is written to the journal before it is acted on.
 *
 * <p>Before {@link #COMMITTED} only the source may run the container, from it on only the
 * destination. The thesis names five states for its registry (chapter 4.4); {@link #thesisName()}
 * maps to them.
 */
public enum MigrationState {
  /** The request is journalled; nothing was done. */
  REQUESTED("Start"),
  /** Source, destination and container were checked and the move may begin. */
  ADMITTED("Start"),
  /** The destination holds the image's layers, a network and room for the container. */
  PREPARED("Snapshot"),
  /** Files are copied while the container runs. */
  COPYING("Snapshot"),
  /** The container's network is cut and its tasks are frozen; dump and last files cross. */
  FROZEN("Ready"),
  /**
   * The destination restored the tasks and holds them stopped; in a {@link Mode#STATELESS} move its
   * new copy answered the health check and waits without a network.
   */
  RESTORED("Ready"),
  /** The destination owns the container, under the epoch that the request raised. */
  COMMITTED("In process"),
  /** The destination's tasks run. */
  RUNNING("In process"),
  /** The source let go of everything; the move is finished. */
  MIGRATED("Migrated"),
  /** It failed before anything ran on the destination; the source is being put back. */
  ABORTING("Start"),
  /** The source runs on as if nothing had happened. */
  ABORTED("Start");

  private final String thesisName;

  MigrationState(String thesisName) {
    this.thesisName = thesisName;
  }

  /** The thesis's name for this state: Start, Snapshot, Ready, In process or Migrated. */
  public String thesisName() {
    return thesisName;
  }

  /** Whether nothing more will happen. */
  public boolean ended() {
    return this == MIGRATED || this == ABORTED;
  }

  /** Whether the destination, and only it, may run the container. */
  public boolean ownedByDestination() {
    return this == COMMITTED || this == RUNNING || this == MIGRATED;
  }

  /**
   * The states that may follow this one in a migration of that mode: a stateless one copies and
   * freezes nothing.
   */
  public Set<MigrationState> next(Mode mode) {
    return this == PREPARED && mode == Mode.STATELESS ? Set.of(RESTORED, ABORTING) : next();
  }

  /** Whether a failure in this state leads to {@link #ABORTING} without anybody's word. */
  public boolean canAbort() {
    return !ownedByDestination() && next().contains(ABORTING);
  }

  /**
   * The states that may follow this one in a migration that moves memory. {@link #ABORTING} follows
   * {@link #COMMITTED} only with the destination's word that nothing ran there, and {@link
   * #RUNNING} only by an operator's decision.
   */
  public Set<MigrationState> next() {
    return switch (this) {
      case REQUESTED -> Set.of(ADMITTED, ABORTING);
      case ADMITTED -> Set.of(PREPARED, ABORTING);
      case PREPARED -> Set.of(COPYING, ABORTING);
      case COPYING -> Set.of(FROZEN, ABORTING);
      case FROZEN -> Set.of(RESTORED, ABORTING);
      case RESTORED -> Set.of(COMMITTED, ABORTING);
      case COMMITTED -> Set.of(RUNNING, ABORTING);
      case RUNNING -> Set.of(MIGRATED, ABORTING);
      case ABORTING -> Set.of(ABORTED);
      case MIGRATED, ABORTED -> Set.of();
    };
  }
}
