package io.drayage.journal;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What each migration was expected to take when it was admitted. Thread-safe. */
public final class ForecastRecords {
  /** A migration's forecast. */
  public record Kept(String migration, String body) {}

  private final Jdbi jdbi;

  ForecastRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Keeps a migration's forecast, JSON of whoever made it; the first one stays. */
  public void put(String migration, String body) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO forecast (migration, body) VALUES (:migration, :body)"
                    + " ON CONFLICT (migration) DO NOTHING")
            .bind("migration", migration)
            .bind("body", body)
            .execute());
  }

  /** The forecast of a migration. */
  public Optional<String> find(String migration) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT body FROM forecast WHERE migration = :migration")
            .bind("migration", migration)
            .mapTo(String.class)
            .findOne());
  }

  /** The newest migrations' forecasts first, at most {@code limit}. */
  public List<Kept> newest(int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM forecast ORDER BY migration DESC LIMIT :limit")
            .bind("limit", limit)
            .map((row, context) -> new Kept(row.getString("migration"), row.getString("body")))
            .list());
  }
}
