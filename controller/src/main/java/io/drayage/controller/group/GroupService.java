package io.drayage.controller.group;

import io.drayage.api.GroupPlanView;
import io.drayage.api.GroupRequest;
import io.drayage.api.GroupView;
import io.drayage.api.MigrateRequest;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.migration.MigrationService;
import io.drayage.controller.protection.Guard;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.Cordon;
import io.drayage.journal.Journal;
import io.drayage.model.group.GroupState;
import io.drayage.model.group.GroupTerms;
import io.drayage.model.group.MoveGroup;
import io.drayage.model.group.Strategy;
import io.drayage.model.migration.MoveTerms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The groups: planned, carried out each on a virtual thread, and recovered. Thread-safe. */
public final class GroupService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupService.class);
  private static final int LISTED = 100;
  private static final int SWEEP_SECONDS = 5;

  private final Journal journal;
  private final Clock clock;
  private final Moves moves;
  private final GroupPlanner planner;
  private final GroupViews views;
  private final Traffic traffic = new Traffic();
  private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("groups").daemon().factory());

  /** Groups of a journal's containers, moved by {@code migrations}. */
  public GroupService(
      Journal journal,
      Hosts hosts,
      ContainerService containers,
      AgentRegistry agents,
      Guard guard,
      MigrationService migrations,
      Clock clock) {
    this.journal = journal;
    this.clock = clock;
    this.moves = new ServiceMoves(journal, migrations, containers);
    this.planner =
        new GroupPlanner(journal, hosts, agents, guard, new Preflights(migrations::plan));
    this.views = new GroupViews(moves, clock);
  }

  /** Finds out what would come of a group; nothing moves. */
  public GroupPlanView plan(GroupRequest request) {
    GroupPlanner.check(request);
    return planner.plan(request).view();
  }

  /**
   * Starts a group and returns at once. One at a time, so that no two are promised the same room.
   *
   * @throws RequestException when anything stands in the way, with all of it, or when the deadline
   *     may be missed; then nothing was begun and no host is drained
   */
  public synchronized GroupView start(GroupRequest request) {
    GroupPlanner.check(request);
    Planned planned = planner.plan(request);
    requireFeasible(request, planned.view());
    Instant now = clock.instant();
    var group =
        new MoveGroup(
            "g" + moves.nextId().substring(1),
            request.kind(),
            request.subject(),
            Strategy.parse(request.strategy()),
            GroupState.RUNNING,
            1,
            new GroupTerms(
                request.order(),
                request.maxParallel(),
                request.mode(),
                new MoveTerms(Preflights.limits(request), MigrateRequest.HEALTH_TIMEOUT_MILLIS),
                request.deadlineMillis() == 0
                    ? Optional.empty()
                    : Optional.of(now.plusMillis(request.deadlineMillis()))),
            now,
            Optional.empty(),
            "",
            planned.members());
    List<Cordon> cordons =
        planned.leaving().stream()
            .map(host -> new Cordon(host, "drained by group %s".formatted(group.id()), now))
            .toList();
    if (!journal.groups().add(group, now.plus(GroupRun.LEASE), cordons)) {
      throw new RequestException(
          Reason.CONFLICT, "some of the containers move with another group: see 'dray group ps'");
    }
    carry(group);
    return views.of(group);
  }

  /**
   * Ends a group: an atomic one goes back where it came from, another one begins nothing more and
   * undoes what is not committed; returns at once.
   *
   * @throws RequestException when it has ended, or is on its way to its end
   */
  public GroupView cancel(String id) {
    MoveGroup group = require(id);
    GroupState to = group.strategy() == Strategy.ATOMIC ? GroupState.UNDOING : GroupState.STOPPING;
    if (group.state() != GroupState.RUNNING
        || !journal
            .groups()
            .advance(id, GroupState.RUNNING, to, "cancelled by the user", clock.instant())) {
      throw new RequestException(
          Reason.CONFLICT,
          "group %s is %s: there is nothing to cancel"
              .formatted(id, require(id).state().name().toLowerCase(Locale.ROOT)));
    }
    return views.of(require(id));
  }

  /** One group. */
  public GroupView show(String id) {
    return views.of(require(id));
  }

  /** The newest first. */
  public List<GroupView> newest() {
    return journal.groups().newest(LISTED).stream().map(views::of).toList();
  }

  /** Takes up what the journal says is unfinished: at the controller's start, and where shared. */
  public void recover() {
    if (journal.isShared()) {
      var _ =
          sweeper.scheduleWithFixedDelay(
              () -> claim(clock.instant()), 0, SWEEP_SECONDS, TimeUnit.SECONDS);
    } else {
      // Nobody else can be at work on them: no lease is waited for.
      claim(clock.instant().plus(GroupRun.LEASE).plus(Duration.ofDays(1)));
    }
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
    runs.shutdownNow();
  }

  private void claim(Instant before) {
    try {
      for (String id : journal.groups().claim(before, clock.instant().plus(GroupRun.LEASE))) {
        LOG.info("Group {} is unfinished", id);
        carry(require(id));
      }
    } catch (RuntimeException e) {
      LOG.warn("The journal does not say which groups are unfinished: {}", e.getMessage());
    }
  }

  private void carry(MoveGroup group) {
    var run = new GroupRun(journal, moves, traffic, runs::execute, clock, group);
    runs.execute(() -> {
      try {
        run.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private MoveGroup require(String id) {
    return journal
        .groups()
        .find(id)
        .orElseThrow(() ->
            new RequestException(
                Reason.UNKNOWN,
                "group %s is not known: 'dray group ps' lists those that are".formatted(id)));
  }

  private static void requireFeasible(GroupRequest request, GroupPlanView plan) {
    if (!plan.refusals().isEmpty()) {
      throw new RequestException(
          Reason.CONFLICT, "nothing moves: " + String.join("; ", plan.refusals()));
    }
    plan.deadline()
        .filter(deadline -> !deadline.chance().equals("met") && !request.forceLate())
        .ifPresent(deadline -> {
          throw new RequestException(
              Reason.LATE, "nothing moves: " + late(plan, deadline.millis()));
        });
  }

  private static String late(GroupPlanView plan, long deadlineMillis) {
    String time =
        plan.estimate()
            .map(one ->
                String.format(
                    Locale.ROOT,
                    "%d moves take %.1f s, nine times of ten between %.1f s and %.1f s",
                    plan.moves().size(),
                    one.millis() / 1000.0,
                    one.lowMillis() / 1000.0,
                    one.highMillis() / 1000.0))
            .orElse("how long the moves take cannot be told");
    return String.format(
        Locale.ROOT,
        "%s, and the deadline is in %.1f s: give more time, raise --max-parallel, or begin all the same with --force-late",
        time,
        deadlineMillis / 1000.0);
  }
}
