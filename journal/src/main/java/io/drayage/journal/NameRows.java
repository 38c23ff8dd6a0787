package io.drayage.journal;

import io.drayage.journal.NameRow.Phase;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The domain names that lead to containers. Thread-safe. */
public final class NameRows {
  private static final RowMapper<NameRow> NAME =
      (row, context) ->
          new NameRow(
              row.getString("name"),
              row.getString("container"),
              Phase.valueOf(row.getString("phase")),
              row.getString("owned"),
              row.getString("migration"),
              row.getString("move"));

  private final Jdbi jdbi;

  NameRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds a name; false when it is taken. */
  public boolean add(NameRow row) {
    return jdbi.withHandle(handle ->
        handle
                .createUpdate(
                    "INSERT INTO dns_name (name, container, phase, owned, migration, move) VALUES"
                        + " (:name, :container, :phase, :owned, :migration, :move)"
                        + " ON CONFLICT DO NOTHING")
                .bindMethods(row)
                .bind("phase", row.phase().name())
                .execute()
            == 1);
  }

  /** Puts a row in the place of another; false when that is not what stands there. */
  public boolean replace(NameRow before, NameRow after) {
    return jdbi.withHandle(handle ->
        handle
                .createUpdate(
                    "UPDATE dns_name SET phase = :phase, owned = :owned, migration = :migration,"
                        + " move = :move WHERE name = :name AND container = :container"
                        + " AND phase = :oldPhase AND migration = :oldMigration AND move = :oldMove")
                .bindMethods(after)
                .bind("phase", after.phase().name())
                .bind("oldPhase", before.phase().name())
                .bind("oldMigration", before.migration())
                .bind("oldMove", before.move())
                .execute()
            == 1);
  }

  /** Forgets a name, if the row is what stands there. */
  public void remove(NameRow row) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "DELETE FROM dns_name WHERE name = :name AND container = :container"
                    + " AND phase = :phase")
            .bind("name", row.name())
            .bind("container", row.container())
            .bind("phase", row.phase().name())
            .execute());
  }

  /** The row of a name. */
  public Optional<NameRow> find(String name) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM dns_name WHERE name = :name")
            .bind("name", name)
            .map(NAME)
            .findOne());
  }

  /** The name that leads to a container, and is not being removed. */
  public Optional<NameRow> ofContainer(String container) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM dns_name WHERE container = :container AND phase <> :removing")
            .bind("container", container)
            .bind("removing", Phase.REMOVING.name())
            .map(NAME)
            .findFirst());
  }

  /** Those that something is being done with. */
  public List<NameRow> restless() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM dns_name WHERE phase <> :standing ORDER BY name")
            .bind("standing", Phase.STANDING.name())
            .map(NAME)
            .list());
  }
}
