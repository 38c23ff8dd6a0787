package io.drayage.journal;

import io.drayage.model.image.ImageManifest;
import io.drayage.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The imported images, by the names their users gave them. Thread-safe. */
public final class ImageRecords {
  /**
   * An image under a name.
   *
   * @param id {@code sha256:} and 64 hexadecimal digits
   */
  public record NamedImage(String name, String id, ImageManifest manifest, Instant importedAt) {}

  private static final RowMapper<NamedImage> IMAGE =
      (row, context) ->
          new NamedImage(
              row.getString("name"),
              row.getString("id"),
              Json.read(row.getString("manifest"), ImageManifest.class),
              Instant.parse(row.getString("imported_at")));

  private final Jdbi jdbi;

  ImageRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Gives a name to an image; an earlier image of that name keeps its content, not its name. */
  public void put(NamedImage image) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO image VALUES (:name, :id, :manifest, :at)"
                    + " ON CONFLICT (name) DO UPDATE"
                    + " SET id = :id, manifest = :manifest, imported_at = :at")
            .bind("name", image.name())
            .bind("id", image.id())
            .bind("manifest", Json.write(image.manifest()))
            .bind("at", image.importedAt().toString())
            .execute());
  }

  /** All images, by name. */
  public List<NamedImage> all() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT * FROM image ORDER BY name").map(IMAGE).list());
  }

  /** The image of that name. */
  public Optional<NamedImage> find(String name) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM image WHERE name = :name")
            .bind("name", name)
            .map(IMAGE)
            .findOne());
  }
}
