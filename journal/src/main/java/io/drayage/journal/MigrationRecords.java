package io.drayage.journal;

import io.drayage.model.migration.Figures;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.model.migration.Transition;
import io.drayage.platform.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The migrations and their transitions: intent is written here before it is acted on. Thread-safe.
 */
public final class MigrationRecords {
  private final Jdbi jdbi;

  MigrationRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Claims a container for a move: raises its epoch and writes {@link MigrationState#REQUESTED}, in
   * one transaction. Empty when the container is not on {@code source} or is being moved already.
   */
  public Optional<Migration> request(
      String id, String container, String source, String destination, Mode mode, Clock clock) {
    Instant now = clock.instant();
    return jdbi.inTransaction(handle -> {
      int claimed =
          handle
              .createUpdate(
                  "UPDATE container SET epoch = epoch + 1 WHERE name = :name AND host = :source"
                      + " AND NOT EXISTS (SELECT 1 FROM migration WHERE container = :name"
                      + " AND state NOT IN ('MIGRATED', 'ABORTED'))")
              .bind("name", container)
              .bind("source", source)
              .execute();
      if (claimed == 0) {
        return Optional.empty();
      }
      handle
          .createUpdate(
              "INSERT INTO migration SELECT :id, :container, :source, :destination, :mode,"
                  + " 'REQUESTED', epoch, :at, :figures, '' FROM container"
                  + " WHERE name = :container")
          .bind("id", id)
          .bind("container", container)
          .bind("source", source)
          .bind("destination", destination)
          .bind("mode", mode.name())
          .bind("at", now.toString())
          .bind("figures", Json.write(Figures.NONE))
          .execute();
      addTransition(handle, id, MigrationState.REQUESTED, now);
      return find(handle, id);
    });
  }

  /**
   * Moves a migration on, if it is still in {@code from}.
   *
   * @throws IllegalStateException when it is not, or when {@code to} may not follow
   */
  public void advance(String id, MigrationState from, MigrationState to, Instant at) {
    jdbi.useTransaction(handle -> advance(handle, id, from, to, at));
  }

  /**
   * Makes the destination the owner: writes {@link MigrationState#RESTORED} and {@link
   * MigrationState#COMMITTED} and changes the container's host in one transaction, on disk when
   * this returns. One, because clients wait meanwhile and each would cost a sync of the disk.
   *
   * @throws IllegalStateException when the migration is not {@link MigrationState#FROZEN}, or
   *     {@link MigrationState#PREPARED} if it is {@link Mode#STATELESS}, or the container is not
   *     the source's under this migration's epoch; then nothing changed
   */
  public void commit(Migration migration, Instant at) {
    jdbi.useTransaction(handle -> {
      String id = migration.id();
      MigrationState before =
          migration.mode() == Mode.STATELESS ? MigrationState.PREPARED : MigrationState.FROZEN;
      advance(handle, id, before, MigrationState.RESTORED, at);
      advance(handle, id, MigrationState.RESTORED, MigrationState.COMMITTED, at);
      int owned =
          handle
              .createUpdate(
                  "UPDATE container SET host = :destination"
                      + " WHERE name = :name AND host = :source AND epoch = :epoch")
              .bind("destination", migration.destination())
              .bind("name", migration.container())
              .bind("source", migration.source())
              .bind("epoch", migration.epoch())
              .execute();
      if (owned != 1) {
        throw new IllegalStateException(
            "container %s is not %s's under epoch %d"
                .formatted(migration.container(), migration.source(), migration.epoch()));
      }
    });
  }

  /** Keeps what was measured. */
  public void setFigures(String id, Figures figures) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("UPDATE migration SET figures = :figures WHERE id = :id")
            .bind("figures", Json.write(figures))
            .bind("id", id)
            .execute());
  }

  /** Keeps what failed, in one line. */
  public void setFailure(String id, String failure) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("UPDATE migration SET failure = :failure WHERE id = :id")
            .bind("failure", failure)
            .bind("id", id)
            .execute());
  }

  /** The migration of that id. */
  public Optional<Migration> find(String id) {
    return jdbi.withHandle(handle -> find(handle, id));
  }

  /** The newest migrations first, at most {@code limit}. */
  public List<Migration> newest(int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT id FROM migration ORDER BY id DESC LIMIT :limit")
            .bind("limit", limit)
            .mapTo(String.class)
            .list()
            .stream()
            .flatMap(id -> find(handle, id).stream())
            .toList());
  }

  /** The migrations that have not ended, the oldest first. */
  public List<Migration> underWay() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT id FROM migration WHERE state NOT IN ('MIGRATED', 'ABORTED')"
                    + " ORDER BY id")
            .mapTo(String.class)
            .list()
            .stream()
            .flatMap(id -> find(handle, id).stream())
            .toList());
  }

  private static void advance(
      Handle handle, String id, MigrationState from, MigrationState to, Instant at) {
    if (!from.next(mode(handle, id)).contains(to)) {
      throw new IllegalStateException("%s may not follow %s".formatted(to, from));
    }
    int moved =
        handle
            .createUpdate("UPDATE migration SET state = :to WHERE id = :id AND state = :from")
            .bind("to", to.name())
            .bind("id", id)
            .bind("from", from.name())
            .execute();
    if (moved != 1) {
      throw new IllegalStateException("migration %s is not in state %s".formatted(id, from));
    }
    addTransition(handle, id, to, at);
  }

  /** The mode that was requested; an unknown migration is refused by what follows. */
  private static Mode mode(Handle handle, String id) {
    return handle
        .createQuery("SELECT mode FROM migration WHERE id = :id")
        .bind("id", id)
        .mapTo(Mode.class)
        .findOne()
        .orElse(Mode.AUTO);
  }

  private static void addTransition(Handle handle, String id, MigrationState state, Instant at) {
    handle
        .createUpdate(
            "INSERT INTO transition SELECT :id, COALESCE(MAX(seq), 0) + 1, :state, :at"
                + " FROM transition WHERE migration = :id")
        .bind("id", id)
        .bind("state", state.name())
        .bind("at", at.toString())
        .execute();
  }

  private static Optional<Migration> find(Handle handle, String id) {
    List<Transition> story =
        handle
            .createQuery("SELECT state, at FROM transition WHERE migration = :id ORDER BY seq")
            .bind("id", id)
            .map((row, context) ->
                new Transition(
                    MigrationState.valueOf(row.getString("state")),
                    Instant.parse(row.getString("at"))))
            .list();
    return handle
        .createQuery("SELECT * FROM migration WHERE id = :id")
        .bind("id", id)
        .map((row, context) ->
            new Migration(
                row.getString("id"),
                row.getString("container"),
                row.getString("source"),
                row.getString("destination"),
                Mode.valueOf(row.getString("mode")),
                MigrationState.valueOf(row.getString("state")),
                row.getLong("epoch"),
                Instant.parse(row.getString("requested_at")),
                story,
                Json.read(row.getString("figures"), Figures.class),
                row.getString("failure")))
        .findOne();
  }
}
