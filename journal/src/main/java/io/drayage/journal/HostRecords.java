package io.drayage.journal;

import io.drayage.model.host.Host;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The hosts that ever enrolled, as their agents last described them. Thread-safe. */
public final class HostRecords {
  private static final RowMapper<Host> HOST =
      (row, context) ->
          new Host(
              row.getString("name"),
              row.getString("cloud"),
              row.getString("region"),
              row.getString("country"),
              row.getString("address"),
              row.getLong("memory_bytes"));

  private final Jdbi jdbi;

  HostRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds a host, or replaces what was known of it. */
  public void put(Host host) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO host VALUES (:name, :cloud, :region, :country, :address, :memory)"
                    + " ON CONFLICT (name) DO UPDATE SET cloud = :cloud, region = :region,"
                    + " country = :country, address = :address, memory_bytes = :memory")
            .bind("name", host.name())
            .bind("cloud", host.cloud())
            .bind("region", host.region())
            .bind("country", host.country())
            .bind("address", host.address())
            .bind("memory", host.memoryBytes())
            .execute());
  }

  /** All hosts, by name. */
  public List<Host> all() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT * FROM host ORDER BY name").map(HOST).list());
  }

  /** The host of that name. */
  public Optional<Host> find(String name) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM host WHERE name = :name")
            .bind("name", name)
            .map(HOST)
            .findOne());
  }
}
