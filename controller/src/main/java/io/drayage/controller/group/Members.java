package io.drayage.controller.group;

import io.drayage.api.MigrateRequest;
import io.drayage.controller.request.RequestException;
import io.drayage.journal.GroupRecords;
import io.drayage.model.group.GroupState;
import io.drayage.model.group.GroupTerms;
import io.drayage.model.group.Member;
import io.drayage.model.group.MemberState;
import io.drayage.model.group.MoveGroup;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The members of one group: begins their moves and takes in how they ended. A move's id is in the
 * journal before the move begins; one that is there without a migration never began, and is begun
 * again under the same id, which the journal gives to one migration only.
 */
final class Members {
  /** How long a move back that failed waits for its next try. */
  static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Members.class);

  private final GroupRecords records;
  private final Moves moves;
  private final Starter starter;
  private final Clock clock;
  private final String group;
  private final long epoch;

  /** Moves that are being begun: no migration is to be seen of them yet. */
  private final Set<String> beginning = ConcurrentHashMap.newKeySet();

  private final Map<String, String> refused = new ConcurrentHashMap<>();
  private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();
  private final Set<String> followed = ConcurrentHashMap.newKeySet();

  Members(
      GroupRecords records, Moves moves, Starter starter, Clock clock, String group, long epoch) {
    this.records = records;
    this.moves = moves;
    this.starter = starter;
    this.clock = clock;
    this.group = group;
    this.epoch = epoch;
  }

  /** Takes in how far every move is; returns the group as it is then. */
  MoveGroup settle(MoveGroup before) {
    for (Member member : before.members()) {
      switch (member.state()) {
        case STARTED -> settleMove(before, member);
        case UNDOING -> settleReturn(before, member);
        case WAITING, MOVED, FAILED, UNDONE, STAYED -> {}
      }
    }
    return records.find(before.id()).orElse(before);
  }

  /** Begins a member's move. */
  void begin(MoveGroup of, Member member) {
    String id = moves.nextId();
    Member started = member.started(id);
    records.update(group, epoch, member.state(), started);
    begin(of.terms(), started);
  }

  /** Begins a member's move back, unless it failed a moment ago. */
  void beginReturn(MoveGroup of, Member member) {
    if (notBefore.getOrDefault(member.container(), Instant.MIN).isAfter(clock.instant())) {
      return;
    }
    Optional<String> owner = moves.owner(member.container());
    if (owner.isEmpty() || owner.orElseThrow().equals(member.source())) {
      write(member, member.in(MemberState.UNDONE));
      return;
    }
    Member undoing = member.undoing(moves.nextId());
    records.update(group, epoch, member.state(), undoing);
    beginReturn(of.terms(), undoing);
  }

  /** Undoes a member's move if it was not committed. */
  void cancel(Member member) {
    moves.cancel(member.migration());
  }

  /** Writes a member's new state. */
  void write(Member before, Member after) {
    records.update(group, epoch, before.state(), after);
  }

  /** What is known of a member's move under way. */
  Moves.Progress progress(Member member) {
    follow(member.migration());
    return moves.progress(member.migration());
  }

  /** Wants no more news. */
  void forget() {
    followed.forEach(moves::unfollow);
    followed.clear();
  }

  private void settleMove(MoveGroup of, Member member) {
    String id = member.migration();
    Optional<Migration> found = moves.find(id);
    if (found.isEmpty()) {
      String why = refused.remove(id);
      if (why != null) {
        write(member, member.failed(why));
      } else if (!beginning.contains(id)) {
        notBegun(of, member);
      }
      return;
    }
    Migration migration = found.orElseThrow();
    if (migration.state() == MigrationState.MIGRATED) {
      // An operator may have decided; whoever owns it says where it is.
      write(member, member.in(MemberState.MOVED));
    } else if (migration.state() == MigrationState.ABORTED) {
      write(member, member.failed(migration.failure()));
    }
    if (migration.state().ended()) {
      followed.remove(id);
      moves.unfollow(id);
    }
  }

  private void notBegun(MoveGroup of, Member member) {
    if (of.state() == GroupState.RUNNING) {
      begin(of.terms(), member);
    } else {
      write(member, member.in(MemberState.STAYED));
    }
  }

  private void settleReturn(MoveGroup of, Member member) {
    String id = member.undo();
    Optional<MigrationState> state = moves.find(id).map(Migration::state);
    if (state.isEmpty()) {
      String why = refused.remove(id);
      if (why != null) {
        again(member, why);
      } else if (!beginning.contains(id)) {
        beginReturn(of.terms(), member);
      }
    } else if (state.orElseThrow() == MigrationState.MIGRATED) {
      write(member, member.in(MemberState.UNDONE));
    } else if (state.orElseThrow() == MigrationState.ABORTED) {
      again(member, moves.find(id).map(Migration::failure).orElse(""));
    }
  }

  /** Back to where the move back is begun, after a pause. */
  private void again(Member member, String why) {
    LOG.warn("Group {}: {} does not get back yet: {}", group, member.container(), why);
    notBefore.put(member.container(), clock.instant().plus(PAUSE));
    write(member, member.in(MemberState.MOVED).noting("still trying to move it back: " + why));
  }

  private void begin(GroupTerms terms, Member member) {
    String id = member.migration();
    follow(id);
    var request =
        new MigrateRequest(
            member.container(),
            member.destination(),
            terms.mode(),
            terms.move().limits(),
            terms.move().healthTimeoutMillis());
    execute(id, () -> moves.begin(id, request));
  }

  /** No limit to the gap may keep a container from getting home. */
  private void beginReturn(GroupTerms terms, Member member) {
    String id = member.undo();
    MemoryLimits asked = terms.move().limits();
    var limits =
        new MemoryLimits(
            0, asked.maxRounds(), asked.bytesPerSecond(), asked.throttle(), asked.noPostCopy());
    var request =
        new MigrateRequest(
            member.container(),
            member.source(),
            Mode.AUTO.word(),
            limits,
            terms.move().healthTimeoutMillis());
    execute(id, () -> moves.beginReturn(id, request));
  }

  private void execute(String id, Runnable work) {
    beginning.add(id);
    starter.execute(() -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        if (!(e instanceof RequestException)) {
          LOG.warn("Group {}: move {} was not begun", group, id, e);
        }
        refused.put(id, String.valueOf(e.getMessage()));
      } finally {
        beginning.remove(id);
      }
    });
  }

  private void follow(String id) {
    if (followed.add(id)) {
      moves.follow(id);
    }
  }
}
