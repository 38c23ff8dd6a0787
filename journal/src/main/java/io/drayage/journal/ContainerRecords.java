package io.drayage.journal;

import io.drayage.journal.OwnedContainer.Wanted;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.HostEntry;
import io.drayage.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The containers and who owns each. Thread-safe. */
public final class ContainerRecords {
  private static final RowMapper<OwnedContainer> CONTAINER =
      (row, context) ->
          new OwnedContainer(
              Json.read(row.getString("spec"), ContainerSpec.class),
              row.getString("image"),
              row.getString("host"),
              row.getLong("epoch"),
              Wanted.valueOf(row.getString("wanted")),
              Instant.parse(row.getString("created_at")));

  private final Jdbi jdbi;

  ContainerRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds a container; false when its name or address is taken. */
  public boolean add(OwnedContainer container) {
    return jdbi.withHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO container VALUES"
                    + " (:name, :spec, :image, :host, :address, :epoch, :wanted, :at)"
                    + " ON CONFLICT DO NOTHING")
            .bind("name", container.spec().name())
            .bind("spec", Json.write(container.spec()))
            .bind("image", container.image())
            .bind("host", container.host())
            .bind("address", container.spec().address())
            .bind("epoch", container.epoch())
            .bind("wanted", container.wanted().name())
            .bind("at", container.createdAt().toString())
            .execute())
        == 1;
  }

  /**
   * The epoch of a new container of that name: above every claim there ever was on an earlier one,
   * because hosts remember those.
   */
  public long firstEpoch(String name) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT COALESCE(MAX(epoch), 0) + 1 FROM migration WHERE container = :name")
            .bind("name", name)
            .mapTo(Long.class)
            .one());
  }

  /** Notes what the user wants. */
  public void setWanted(String name, Wanted wanted) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("UPDATE container SET wanted = :wanted WHERE name = :name")
            .bind("wanted", wanted.name())
            .bind("name", name)
            .execute());
  }

  /** Notes what a container's {@code /etc/hosts} has beside itself; nothing when it is gone. */
  public void setHosts(String name, List<HostEntry> hosts) {
    jdbi.useTransaction(handle ->
        handle
            .createQuery("SELECT spec FROM container WHERE name = :name")
            .bind("name", name)
            .mapTo(String.class)
            .findOne()
            .map(spec -> Json.write(Json.read(spec, ContainerSpec.class).withHosts(hosts)))
            .ifPresent(spec ->
                handle
                    .createUpdate("UPDATE container SET spec = :spec WHERE name = :name")
                    .bind("spec", spec)
                    .bind("name", name)
                    .execute()));
  }

  /** Forgets a container. */
  public void remove(String name) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("DELETE FROM container WHERE name = :name")
            .bind("name", name)
            .execute());
  }

  /** All containers, by name. */
  public List<OwnedContainer> all() {
    return jdbi.withHandle(handle ->
        handle.createQuery("SELECT * FROM container ORDER BY name").map(CONTAINER).list());
  }

  /** The container of that name. */
  public Optional<OwnedContainer> find(String name) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM container WHERE name = :name")
            .bind("name", name)
            .map(CONTAINER)
            .findOne());
  }

  /** Every address in use. */
  public Set<String> addresses() {
    return all().stream().map(container -> container.spec().address()).collect(Collectors.toSet());
  }
}
