package io.drayage.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The applications and which containers belong to them. Thread-safe. */
public final class ApplicationRecords {
  /**
   * An application as it is to be.
   *
   * @param body JSON of whoever made it
   * @param createdAt when it was first applied
   * @param appliedAt when it was last applied
   */
  public record Kept(String name, String body, Instant createdAt, Instant appliedAt) {}

  /**
   * A container's place in an application.
   *
   * @param container its name
   * @param replica its number among its service's, from 1
   * @param address kept for it, whether it runs or not
   * @param definition what it was last started by, JSON; empty until it is started
   */
  public record Member(
      String container,
      String application,
      String service,
      int replica,
      String address,
      String definition) {}

  private static final RowMapper<Kept> KEPT =
      (row, context) ->
          new Kept(
              row.getString("name"),
              row.getString("body"),
              Instant.parse(row.getString("created_at")),
              Instant.parse(row.getString("applied_at")));

  private static final RowMapper<Member> MEMBER =
      (row, context) ->
          new Member(
              row.getString("container"),
              row.getString("application"),
              row.getString("service"),
              row.getInt("replica"),
              row.getString("address"),
              row.getString("definition"));

  private final Jdbi jdbi;

  ApplicationRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Keeps what an application is to be; the time of its first application stays. */
  public void put(String name, String body, Instant now) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO application VALUES (:name, :body, :at, :at)"
                    + " ON CONFLICT (name) DO UPDATE SET body = :body, applied_at = :at")
            .bind("name", name)
            .bind("body", body)
            .bind("at", now.toString())
            .execute());
  }

  /** All applications, by name. */
  public List<Kept> all() {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT * FROM application ORDER BY name").map(KEPT).list());
  }

  /** The application of that name. */
  public Optional<Kept> find(String name) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM application WHERE name = :name")
            .bind("name", name)
            .map(KEPT)
            .findOne());
  }

  /** Forgets an application and its members. */
  public void remove(String name) {
    jdbi.useTransaction(handle -> {
      handle
          .createUpdate("DELETE FROM application_member WHERE application = :name")
          .bind("name", name)
          .execute();
      handle
          .createUpdate("DELETE FROM application WHERE name = :name")
          .bind("name", name)
          .execute();
    });
  }

  /** Adds a member; false when its name or address is another's. */
  public boolean add(Member member) {
    return jdbi.withHandle(handle ->
        handle
            .createUpdate(
                "INSERT INTO application_member VALUES"
                    + " (:container, :application, :service, :replica, :address, :definition)"
                    + " ON CONFLICT DO NOTHING")
            .bind("container", member.container())
            .bind("application", member.application())
            .bind("service", member.service())
            .bind("replica", member.replica())
            .bind("address", member.address())
            .bind("definition", member.definition())
            .execute())
        == 1;
  }

  /** Notes by what a member is about to be started. */
  public void define(String container, String definition) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "UPDATE application_member SET definition = :definition WHERE container = :name")
            .bind("definition", definition)
            .bind("name", container)
            .execute());
  }

  /** Forgets a member. */
  public void removeMember(String container) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("DELETE FROM application_member WHERE container = :name")
            .bind("name", container)
            .execute());
  }

  /** The members of an application, by service and number. */
  public List<Member> members(String application) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT * FROM application_member WHERE application = :name"
                    + " ORDER BY service, replica")
            .bind("name", application)
            .map(MEMBER)
            .list());
  }

  /** The member of that container's name. */
  public Optional<Member> member(String container) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT * FROM application_member WHERE container = :name")
            .bind("name", container)
            .map(MEMBER)
            .findOne());
  }

  /** Every address kept for a member. */
  public Set<String> addresses() {
    return jdbi.withHandle(handle ->
        handle.createQuery("SELECT address FROM application_member").mapTo(String.class).set());
  }
}
