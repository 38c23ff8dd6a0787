package io.drayage.journal;

import io.drayage.model.group.GroupKind;
import io.drayage.model.group.GroupState;
import io.drayage.model.group.GroupTerms;
import io.drayage.model.group.Member;
import io.drayage.model.group.MemberState;
import io.drayage.model.group.MoveGroup;
import io.drayage.model.group.Strategy;
import io.drayage.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Groups and their members: what is intended is written here before it is acted on. Every write
 * names the epoch under which its writer carries the group out, and fails under another. One
 * controller carries a group out: it renews its lease, and another claims the group when it does
 * not. Thread-safe.
 */
public final class GroupRecords {
  /** Memory that a group needs on a host though it is not there. */
  public record Reservation(String host, String container) {}

  private static final RowMapper<Member> MEMBER =
      (row, context) ->
          new Member(
              row.getString("container"),
              row.getString("source"),
              row.getString("destination"),
              row.getInt("wave"),
              List.of(Json.read(row.getString("after_members"), String[].class)),
              row.getString("service"),
              row.getInt("priority"),
              row.getLong("bytes"),
              MemberState.valueOf(row.getString("state")),
              row.getString("migration"),
              row.getString("undo"),
              row.getString("failure"));

  private final Jdbi jdbi;

  GroupRecords(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Writes a new group, and the cordons that come with it, in one transaction.
   *
   * @param leaseUntil until when its writer carries it out
   * @return false, and nothing is written, when a member belongs to another group
   */
  public boolean add(MoveGroup group, Instant leaseUntil, List<Cordon> cordons) {
    try {
      jdbi.useTransaction(handle -> {
        insert(handle, group, leaseUntil);
        for (int i = 0; i < group.members().size(); i++) {
          insert(handle, group.id(), i, group.members().get(i));
        }
        for (Cordon cordon : cordons) {
          handle
              .createUpdate(
                  "INSERT INTO cordon VALUES (:host, :reason, :since)"
                      + " ON CONFLICT (host) DO NOTHING")
              .bind("host", cordon.host())
              .bind("reason", cordon.reason())
              .bind("since", cordon.since().toString())
              .execute();
        }
      });
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (openGroup(group.members().stream().map(Member::container).toList()).isPresent()) {
        return false;
      }
      throw e;
    }
  }

  private static void insert(Handle handle, MoveGroup group, Instant leaseUntil) {
    handle
        .createUpdate(
            "INSERT INTO move_group VALUES (:id, :kind, :subject, :strategy, :state, :epoch,"
                + " :terms, :at, '', :failure, :lease)")
        .bind("id", group.id())
        .bind("kind", group.kind().name())
        .bind("subject", group.subject())
        .bind("strategy", group.strategy().name())
        .bind("state", group.state().name())
        .bind("epoch", group.epoch())
        .bind("terms", Json.write(group.terms()))
        .bind("at", group.requestedAt().toString())
        .bind("failure", group.failure())
        .bind("lease", leaseUntil.toEpochMilli())
        .execute();
  }

  private static void insert(Handle handle, String group, int position, Member member) {
    handle
        .createUpdate(
            "INSERT INTO group_member VALUES (:group, :container, :position, :source,"
                + " :destination, :wave, :after, :service, :priority, :bytes, :state, :migration, :undo,"
                + " :failure, 1)")
        .bind("group", group)
        .bind("position", position)
        .bind("container", member.container())
        .bind("source", member.source())
        .bind("destination", member.destination())
        .bind("wave", member.wave())
        .bind("after", Json.write(member.after()))
        .bind("service", member.service())
        .bind("priority", member.priority())
        .bind("bytes", member.bytes())
        .bind("state", member.state().name())
        .bind("migration", member.migration())
        .bind("undo", member.undo())
        .bind("failure", member.failure())
        .execute();
  }

  /** The group that has not ended and has one of these containers. */
  public Optional<String> openGroup(List<String> containers) {
    return jdbi.withHandle(handle ->
        containers.isEmpty()
            ? Optional.empty()
            : handle
                .createQuery(
                    "SELECT move_group FROM group_member"
                        + " WHERE is_open = 1 AND container IN (<containers>)")
                .bindList("containers", containers)
                .mapTo(String.class)
                .findFirst());
  }

  /**
   * Writes a member's new state.
   *
   * @throws IllegalStateException when the group is under another epoch or the member is not in
   *     {@code from}; then nothing changed
   */
  public void update(String group, long epoch, MemberState from, Member member) {
    int changed =
        jdbi.withHandle(handle ->
            handle
                .createUpdate(
                    "UPDATE group_member SET state = :state, migration = :migration, undo = :undo,"
                        + " failure = :failure WHERE move_group = :group"
                        + " AND container = :container AND state = :from AND EXISTS"
                        + " (SELECT 1 FROM move_group WHERE id = :group AND epoch = :epoch)")
                .bind("state", member.state().name())
                .bind("migration", member.migration())
                .bind("undo", member.undo())
                .bind("failure", member.failure())
                .bind("group", group)
                .bind("container", member.container())
                .bind("from", from.name())
                .bind("epoch", epoch)
                .execute());
    if (changed != 1) {
      throw new IllegalStateException(
          "member %s of group %s is not in state %s under epoch %d"
              .formatted(member.container(), group, from, epoch));
    }
  }

  /**
   * Moves a group on; its end releases its members.
   *
   * @return false when it is not in {@code from} any more; then nothing changed
   */
  public boolean advance(String id, GroupState from, GroupState to, String failure, Instant at) {
    if (!from.next().contains(to)) {
      throw new IllegalStateException("%s may not follow %s".formatted(to, from));
    }
    return jdbi.inTransaction(handle -> {
      int changed =
          handle
              .createUpdate(
                  "UPDATE move_group SET state = :to, failure = :failure, ended_at = :ended"
                      + " WHERE id = :id AND state = :from")
              .bind("to", to.name())
              .bind("failure", failure)
              .bind("ended", to.ended() ? at.toString() : "")
              .bind("id", id)
              .bind("from", from.name())
              .execute();
      if (changed == 1 && to.ended()) {
        handle
            .createUpdate("UPDATE group_member SET is_open = 0 WHERE move_group = :id")
            .bind("id", id)
            .execute();
      }
      return changed == 1;
    });
  }

  /** Renews the lease; false when another controller has claimed the group. */
  public boolean renew(String id, long epoch, Instant until) {
    return jdbi.withHandle(handle ->
        handle
            .createUpdate(
                "UPDATE move_group SET lease_until = :until WHERE id = :id AND epoch = :epoch")
            .bind("until", until.toEpochMilli())
            .bind("id", id)
            .bind("epoch", epoch)
            .execute())
        == 1;
  }

  /** Takes over, under a new epoch, every unfinished group whose lease ended before a time. */
  public List<String> claim(Instant before, Instant until) {
    return jdbi.inTransaction(handle -> {
      List<String> abandoned =
          handle
              .createQuery(
                  "SELECT id FROM move_group WHERE state IN ('RUNNING', 'STOPPING', 'UNDOING')"
                      + " AND lease_until < :before ORDER BY id")
              .bind("before", before.toEpochMilli())
              .mapTo(String.class)
              .list();
      return abandoned.stream()
          .filter(id ->
              handle
                      .createUpdate(
                          "UPDATE move_group SET epoch = epoch + 1, lease_until = :until"
                              + " WHERE id = :id AND lease_until < :before")
                      .bind("until", until.toEpochMilli())
                      .bind("id", id)
                      .bind("before", before.toEpochMilli())
                      .execute()
                  == 1)
          .toList();
    });
  }

  /** The group of that id. */
  public Optional<MoveGroup> find(String id) {
    return jdbi.withHandle(handle -> find(handle, id));
  }

  /** The newest first, at most {@code limit}. */
  public List<MoveGroup> newest(int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT id FROM move_group ORDER BY id DESC LIMIT :limit")
            .bind("limit", limit)
            .mapTo(String.class)
            .list()
            .stream()
            .flatMap(id -> find(handle, id).stream())
            .toList());
  }

  /**
   * Memory that unfinished groups need beside what is there: where a member will go, and where one
   * that has moved with an atomic group may have to go back to.
   */
  public List<Reservation> reservations() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "SELECT m.destination AS host, m.container FROM group_member m"
                    + " JOIN move_group g ON g.id = m.move_group"
                    + " WHERE m.is_open = 1 AND m.state = 'WAITING' AND g.state = 'RUNNING'"
                    + " UNION ALL SELECT m.source AS host, m.container FROM group_member m"
                    + " JOIN move_group g ON g.id = m.move_group WHERE m.is_open = 1"
                    + " AND m.state IN ('STARTED', 'MOVED', 'UNDOING') AND g.strategy = 'ATOMIC'")
            .map((row, context) ->
                new Reservation(row.getString("host"), row.getString("container")))
            .list());
  }

  private static Optional<MoveGroup> find(Handle handle, String id) {
    List<Member> members =
        handle
            .createQuery("SELECT * FROM group_member WHERE move_group = :id ORDER BY position")
            .bind("id", id)
            .map(MEMBER)
            .list();
    return handle
        .createQuery("SELECT * FROM move_group WHERE id = :id")
        .bind("id", id)
        .map((row, context) ->
            new MoveGroup(
                row.getString("id"),
                GroupKind.valueOf(row.getString("kind")),
                row.getString("subject"),
                Strategy.valueOf(row.getString("strategy")),
                GroupState.valueOf(row.getString("state")),
                row.getLong("epoch"),
                Json.read(row.getString("terms"), GroupTerms.class),
                Instant.parse(row.getString("requested_at")),
                Optional.of(row.getString("ended_at"))
                    .filter(text -> !text.isEmpty())
                    .map(Instant::parse),
                row.getString("failure"),
                members))
        .findOne();
  }
}
