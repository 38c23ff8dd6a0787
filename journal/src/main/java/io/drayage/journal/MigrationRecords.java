package io.drayage.journal;

import io.drayage.model.migration.Figures;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.model.migration.MoveTerms;
import io.drayage.model.migration.Transition;
import io.drayage.platform.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    return request(id, container, source, destination, mode, MoveTerms.NONE, clock);
  }

  /** The same with terms to keep to. */
  public Optional<Migration> request(
      String id,
      String container,
      String source,
      String destination,
      Mode mode,
      MoveTerms terms,
      Clock clock) {
    Instant now = clock.instant();
    return jdbi.inTransaction(handle -> {
      // Changes nothing, but makes others that want the same container wait.
      int there =
          handle
              .createUpdate(
                  "UPDATE container SET epoch = epoch WHERE name = :name AND host = :source")
              .bind("name", container)
              .bind("source", source)
              .execute();
      if (there == 0 || isMoved(handle, container)) {
        return Optional.empty();
      }
      handle
          .createUpdate("UPDATE container SET epoch = epoch + 1 WHERE name = :name")
          .bind("name", container)
          .execute();
      handle
          .createUpdate(
              "INSERT INTO migration (id, container, source, destination, mode, state, epoch,"
                  + " requested_at, figures, failure, terms) SELECT :id, :container, :source,"
                  + " :destination, :mode, 'REQUESTED', epoch, :at, :figures, '', :terms"
                  + " FROM container WHERE name = :container")
          .bind("terms", Json.write(terms))
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
   * Moves a migration on, if it is still in {@code from} and under that claim.
   *
   * @throws IllegalStateException when it is not, or when {@code to} may not follow
   */
  public void advance(String id, long epoch, MigrationState from, MigrationState to, Instant at) {
    jdbi.useTransaction(handle -> advance(handle, id, epoch, from, to, at));
  }

  /**
   * Takes a migration over from a controller that is gone, or may be: raises its epoch, so that
   * neither this journal nor an agent listens to the other one any more. What was not committed is
   * {@link MigrationState#ABORTING} from now on. Empty when it has ended.
   *
   * @param why kept as the failure of what is undone
   */
  public Optional<Migration> claim(String id, String why, Instant at) {
    return jdbi.inTransaction(handle -> {
      Optional<Migration> found = locked(handle, id).filter(one -> !one.state().ended());
      found.ifPresent(one -> {
        raise(handle, one);
        if (one.state().canAbort()) {
          fail(handle, id, "%s in state %s".formatted(why, one.state()));
          advance(handle, id, one.epoch() + 1, one.state(), MigrationState.ABORTING, at);
        }
      });
      return found.isEmpty() ? found : find(handle, id);
    });
  }

  /**
   * Undoes a migration at a user's wish, if it was not committed; whoever carries it out finds it
   * {@link MigrationState#ABORTING}. False when it is too late, or on its way back already.
   */
  public boolean cancel(String id, String why, Instant at) {
    return jdbi.inTransaction(handle -> {
      Optional<Migration> found = locked(handle, id).filter(one -> one.state().canAbort());
      found.ifPresent(one -> {
        fail(handle, id, why);
        advance(handle, id, one.epoch(), one.state(), MigrationState.ABORTING, at);
      });
      return found.isPresent();
    });
  }

  /**
   * Makes the source the owner again after the commit: with the destination's word that nothing ran
   * there, or by an operator's decision.
   *
   * @throws IllegalStateException when the migration is not in that state under that epoch; then
   *     nothing changed
   */
  public void handBack(Migration migration, MigrationState from, String why, Instant at) {
    jdbi.useTransaction(handle -> {
      String id = migration.id();
      advance(handle, id, migration.epoch(), from, MigrationState.ABORTING, at);
      fail(handle, id, why);
      move(handle, migration, migration.destination(), migration.source());
    });
  }

  /**
   * An operator's decision about a committed migration whose end cannot be proved. Raises the epoch
   * and notes that the other host has to let go when its agent is back.
   *
   * @param toSource whether the source owns it; otherwise the migration ends as it is
   * @throws IllegalStateException when it is not in {@code from} any more; then nothing changed
   */
  public Migration resolve(
      String id, MigrationState from, boolean toSource, String why, Instant at) {
    return jdbi.inTransaction(handle -> {
      Migration before = locked(handle, id).orElseThrow();
      raise(handle, before);
      long epoch = before.epoch() + 1;
      MigrationState to = toSource ? MigrationState.ABORTING : MigrationState.MIGRATED;
      advance(handle, id, epoch, from, to, at);
      fail(handle, id, why);
      String other = toSource ? before.destination() : before.source();
      handle
          .createUpdate("UPDATE migration SET owed_by = :host WHERE id = :id")
          .bind("host", other)
          .bind("id", id)
          .execute();
      Migration after = find(handle, id).orElseThrow();
      if (toSource) {
        move(handle, after, after.destination(), after.source());
      }
      return after;
    });
  }

  /** The resolved migrations of which a host has still to let go. */
  public List<Migration> owedBy(String host) {
    return listed(
        "SELECT id FROM migration WHERE owed_by = :host ORDER BY id", Map.of("host", host));
  }

  /** Notes that the host that had to let go did. */
  public void settle(String id) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("UPDATE migration SET owed_by = '' WHERE id = :id")
            .bind("id", id)
            .execute());
  }

  /** What the move was asked to keep to. */
  public MoveTerms terms(String id) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT terms FROM migration WHERE id = :id")
            .bind("id", id)
            .mapTo(String.class)
            .findOne()
            .filter(text -> !text.isEmpty())
            .map(text -> Json.read(text, MoveTerms.class))
            .orElse(MoveTerms.NONE));
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
      long epoch = migration.epoch();
      advance(handle, id, epoch, before, MigrationState.RESTORED, at);
      advance(handle, id, epoch, MigrationState.RESTORED, MigrationState.COMMITTED, at);
      move(handle, migration, migration.source(), migration.destination());
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
    jdbi.useHandle(handle -> fail(handle, id, failure));
  }

  /** The migration of that id. */
  public Optional<Migration> find(String id) {
    return jdbi.withHandle(handle -> find(handle, id));
  }

  /** The newest migrations first, at most {@code limit}. */
  public List<Migration> newest(int limit) {
    return listed("SELECT id FROM migration ORDER BY id DESC LIMIT :limit", Map.of("limit", limit));
  }

  /** The migrations that have not ended, the oldest first. */
  public List<Migration> underWay() {
    return listed(
        "SELECT id FROM migration WHERE state NOT IN ('MIGRATED', 'ABORTED') ORDER BY id",
        Map.of());
  }

  /** The migrations whose ids a query finds, in its order. */
  private List<Migration> listed(String ids, Map<String, ?> arguments) {
    return jdbi.withHandle(handle ->
        handle.createQuery(ids).bindMap(arguments).mapTo(String.class).list().stream()
            .flatMap(id -> find(handle, id).stream())
            .toList());
  }

  private static boolean isMoved(Handle handle, String container) {
    return handle
        .createQuery(
            "SELECT id FROM migration WHERE container = :name"
                + " AND state NOT IN ('MIGRATED', 'ABORTED')")
        .bind("name", container)
        .mapTo(String.class)
        .findFirst()
        .isPresent();
  }

  /** The migration, which nobody else changes until this transaction has ended. */
  private static Optional<Migration> locked(Handle handle, String id) {
    handle
        .createUpdate("UPDATE migration SET epoch = epoch WHERE id = :id")
        .bind("id", id)
        .execute();
    return find(handle, id);
  }

  private static void raise(Handle handle, Migration migration) {
    handle
        .createUpdate("UPDATE migration SET epoch = epoch + 1 WHERE id = :id")
        .bind("id", migration.id())
        .execute();
    handle
        .createUpdate("UPDATE container SET epoch = epoch + 1 WHERE name = :name")
        .bind("name", migration.container())
        .execute();
  }

  private static void fail(Handle handle, String id, String failure) {
    handle
        .createUpdate("UPDATE migration SET failure = :failure WHERE id = :id")
        .bind("failure", failure)
        .bind("id", id)
        .execute();
  }

  /** Changes the owner, if it is the one of this migration's epoch. */
  private static void move(Handle handle, Migration migration, String from, String to) {
    int owned =
        handle
            .createUpdate(
                "UPDATE container SET host = :to"
                    + " WHERE name = :name AND host = :from AND epoch = :epoch")
            .bind("to", to)
            .bind("name", migration.container())
            .bind("from", from)
            .bind("epoch", migration.epoch())
            .execute();
    if (owned != 1) {
      throw new IllegalStateException(
          "container %s is not %s's under epoch %d"
              .formatted(migration.container(), from, migration.epoch()));
    }
  }

  private static void advance(
      Handle handle, String id, long epoch, MigrationState from, MigrationState to, Instant at) {
    if (!from.next(mode(handle, id)).contains(to)) {
      throw new IllegalStateException("%s may not follow %s".formatted(to, from));
    }
    int moved =
        handle
            .createUpdate(
                "UPDATE migration SET state = :to"
                    + " WHERE id = :id AND state = :from AND epoch = :epoch")
            .bind("to", to.name())
            .bind("id", id)
            .bind("from", from.name())
            .bind("epoch", epoch)
            .execute();
    if (moved != 1) {
      throw new IllegalStateException(
          "migration %s is not in state %s under epoch %d".formatted(id, from, epoch));
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
