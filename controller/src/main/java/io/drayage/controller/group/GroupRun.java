package io.drayage.controller.group;

import io.drayage.journal.Journal;
import io.drayage.model.group.GroupState;
import io.drayage.model.group.MoveGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one group out under one epoch. All it must remember is in the journal: each {@link #step}
 * reads it, does what can be done now, and returns, so a run may end anywhere and another one go
 * on. Owned by one thread.
 */
final class GroupRun {
  /** How often progress is looked at. */
  static final Duration TICK = Duration.ofMillis(200);

  /** For how long others leave a group alone whose controller is silent. */
  static final Duration LEASE = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(GroupRun.class);

  private final Journal journal;
  private final Clock clock;
  private final Traffic traffic;
  private final Members members;
  private final Advance advance;
  private final Retreat retreat;
  private final String id;
  private final long epoch;
  private Instant renewed = Instant.EPOCH;

  /** What became of the group in one step. */
  enum Outcome {
    /** There is more to do. */
    GOES_ON,
    /** It has ended, or belongs to another controller. */
    OVER
  }

  GroupRun(
      Journal journal,
      Moves moves,
      Traffic traffic,
      Starter starter,
      Clock clock,
      MoveGroup group) {
    this.journal = journal;
    this.clock = clock;
    this.traffic = traffic;
    this.id = group.id();
    this.epoch = group.epoch();
    this.members = new Members(journal.groups(), moves, starter, clock, id, epoch);
    this.advance = new Advance(journal.groups(), moves, traffic, members, clock, group.terms());
    this.retreat = new Retreat(journal.groups(), members, clock);
  }

  /** Steps until the group is over. */
  void run() throws InterruptedException {
    LOG.info("Group {} is carried out under epoch {}", id, epoch);
    try {
      while (safely() == Outcome.GOES_ON) {
        Thread.sleep(TICK);
      }
    } finally {
      traffic.leave(id);
      members.forget();
    }
  }

  /** A journal that cannot be reached ends no group: what is under way goes on without us. */
  private Outcome safely() {
    try {
      return step();
    } catch (RuntimeException e) {
      LOG.warn("Group {} could not go on yet: {}", id, e.getMessage());
      return Outcome.GOES_ON;
    }
  }

  /** Does what can be done now. */
  Outcome step() {
    Optional<MoveGroup> found =
        journal.groups().find(id).filter(one -> one.epoch() == epoch && !one.state().ended());
    if (found.isEmpty() || !renew()) {
      return Outcome.OVER;
    }
    MoveGroup group = members.settle(found.orElseThrow());
    GroupState before = group.state();
    switch (before) {
      case RUNNING -> advance.step(group);
      case STOPPING -> retreat.stop(group);
      case UNDOING -> retreat.undo(group);
      case MOVED, UNDONE, INCOMPLETE -> {}
    }
    boolean over = journal.groups().find(id).map(one -> one.state().ended()).orElse(true);
    return over ? Outcome.OVER : Outcome.GOES_ON;
  }

  private boolean renew() {
    Instant now = clock.instant();
    if (renewed.plus(LEASE.dividedBy(5)).isAfter(now)) {
      return true;
    }
    renewed = now;
    return journal.groups().renew(id, epoch, now.plus(LEASE));
  }
}
