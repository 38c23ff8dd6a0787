package io.drayage.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The hosts that take no containers. Thread-safe. */
public final class CordonRecords {
  private static final RowMapper<Cordon> CORDON =
      (row, context) ->
          new Cordon(
              row.getString("host"),
              row.getString("reason"),
              Instant.parse(row.getString("since")));

  private final Jdbi jdbi;

  CordonRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Has a host take no containers; an earlier reason stays. */
  public void put(Cordon cordon) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO cordon VALUES (:host, :reason, :since) ON CONFLICT (host) DO NOTHING")
            .bind("host", cordon.host())
            .bind("reason", cordon.reason())
            .bind("since", cordon.since().toString())
            .execute());
  }

  /** Has a host take containers again; false when it did. */
  public boolean remove(String host) {
    return jdbi.withHandle(handle ->
        handle.createUpdate("DELETE FROM cordon WHERE host = :host").bind("host", host).execute())
        == 1;
  }

  /** All of them, by host. */
  public List<Cordon> all() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT * FROM cordon ORDER BY host").map(CORDON).list());
  }

  /** What is said of one host. */
  public Optional<Cordon> find(String host) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM cordon WHERE host = :host")
            .bind("host", host)
            .map(CORDON)
            .findOne());
  }
}
