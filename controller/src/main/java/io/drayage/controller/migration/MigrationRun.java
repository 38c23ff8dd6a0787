package io.drayage.controller.migration;

import io.drayage.api.MigrationEvent;
import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.gateway.Holds;
import io.drayage.controller.name.Names;
import io.drayage.controller.protection.Clearance;
import io.drayage.controller.protection.Clearances;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.host.Host;
import io.drayage.model.migration.Figures;
import io.drayage.model.migration.MemoryFigures;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.network.route.Routes;
import io.drayage.platform.retry.Retry;
import io.drayage.protocol.v1.Done;
import io.drayage.protocol.v1.Progress;
import io.drayage.protocol.v1.Round;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one migration out, from wherever the journal says it stands. Each state is written before
 * it is acted on; before {@link MigrationState#COMMITTED} any failure leads back to the source,
 * after it everything is tried again until it succeeds, unless the destination says that nothing
 * ran there. Ends without a word when another claim has taken the migration over. Owned by one
 * virtual thread.
 */
final class MigrationRun implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(MigrationRun.class);
  private static final Duration FOR_EVER = Duration.ofDays(3650);

  /** The user waits for it; what is left then goes when the destination's agent comes back. */
  private static final Duration DESTINATION_CLEANING = Duration.ofSeconds(5);

  /** The journal says that this run is not the one that carries the migration out any more. */
  private static final class Superseded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Superseded(String message) {
      super(message);
    }
  }

  private final Journal journal;
  private final Clearances clearances;
  private final Routes routes;
  private final Names names;
  private final Holds holds;
  private final MigrationEvents events;
  private final MoveRecords records;
  private final Clock clock;
  private final Steps steps;
  private final String id;
  private final MemoryLimits limits;
  private final Duration healthTimeout;
  private final long started = System.nanoTime();
  private long resumed = started;
  private Figures figures;
  private MigrationState state;
  private Migration migration;

  MigrationRun(
      Journal journal,
      AgentRegistry agents,
      Clearances clearances,
      Routes routes,
      Names names,
      MigrationEvents events,
      MoveRecords records,
      Clock clock,
      Migration migration,
      MemoryLimits limits,
      Duration healthTimeout) {
    this.limits = limits;
    this.healthTimeout = healthTimeout;
    this.journal = journal;
    this.routes = routes;
    this.names = names;
    this.holds = new Holds(agents, migration);
    this.clearances = clearances;
    this.events = events;
    this.records = records;
    this.clock = clock;
    this.migration = migration;
    this.id = migration.id();
    this.state = migration.state();
    this.figures = migration.figures();
    this.steps = new Steps(agents, migration);
  }

  @Override
  public void run() {
    try {
      if (state.canAbort()) {
        moveUntilCommitted();
      }
      if (state.ownedByDestination()) {
        finish();
      }
      if (state == MigrationState.ABORTING) {
        undo();
      }
    } catch (Superseded e) {
      LOG.info("Migration {} is not carried out here any more: {}", id, e.getMessage());
    } catch (InterruptedException e) {
      // The controller stops; its next start goes on from the journal.
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("Migration {} stands still in state {}", id, state, e);
      journal
          .migrations()
          .setFailure(id, "stands still in state %s: %s".formatted(state, e.getMessage()));
    } finally {
      publish("");
    }
  }

  private void moveUntilCommitted() {
    try {
      OwnedContainer container =
          journal
              .containers()
              .find(migration.container())
              .orElseThrow(() -> new IllegalStateException("the container is gone"));
      Clearance clearance = clearances.clear(migration, container.spec());
      enter(MigrationState.ADMITTED);
      names.prepare(migration);
      holds.rehearse(container.spec());
      publish("preparing the destination");
      steps.prepare(container, clearance.permit());
      enter(MigrationState.PREPARED);
      if (stateless()) {
        startAndCommit(clearance);
      } else {
        enter(MigrationState.COPYING);
        publish("copying files");
        Done copied =
            new VerdictWatch(clearance, steps::abortSource)
                .over(id, () -> steps.copy(limits, clearance.permit(), this::progress));
        // What was taken back during the copy need not cost a gap.
        clearance.confirm();
        holds.hold(container.spec());
        freezeAndCommit(copied, clearance);
      }
    } catch (Superseded e) {
      throw e;
    } catch (RuntimeException e) {
      // A commit whose outcome is not known may have reached the disk, and a user may have
      // cancelled the move meanwhile: the journal says.
      MigrationState before = state;
      state = claimed().state();
      if (state.canAbort()) {
        LOG.warn("Migration {} failed in state {}", id, before, e);
        journal.migrations().setFailure(id, String.valueOf(e.getMessage()));
        enter(MigrationState.ABORTING);
      }
    }
  }

  /**
   * The migration as the journal has it.
   *
   * @throws Superseded when that is under another claim
   */
  private Migration claimed() {
    Migration found = journal.migrations().find(id).orElseThrow(() -> new Superseded("it is gone"));
    if (found.epoch() != migration.epoch()) {
      throw new Superseded("its epoch is %d now".formatted(found.epoch()));
    }
    return found;
  }

  private void freezeAndCommit(Done copied, Clearance clearance) {
    Mode mode = copied.getMode().isEmpty() ? migration.mode() : Mode.valueOf(copied.getMode());
    enter(MigrationState.FROZEN);
    long frozen = System.nanoTime();
    publish("frozen");
    Done sent = steps.freeze(this::progress);
    publish("restoring");
    LateVerdict lawful = LateVerdict.ask(clearance);
    Done restored = steps.restore(!mode.leavesMemoryBehind());
    lawful.require();
    long before = System.nanoTime();
    journal.migrations().commit(migration, clock.instant());
    state = MigrationState.COMMITTED;
    long committed = System.nanoTime();
    resume();
    long now = System.nanoTime();
    figures =
        new Figures(
            millis(frozen, now),
            0,
            sent.getBytes(),
            sent.getCutMillis(),
            sent.getDumpMillis(),
            sent.getSendMillis(),
            restored.getRestoreMillis(),
            millis(before, committed),
            millis(committed, now),
            new MemoryFigures(
                mode,
                copied.getReason(),
                copied.getRounds(),
                sent.getPages(),
                restored.getPagesLeft(),
                0));
    resumed = now;
  }

  /** The old copy serves until the route leads to the new one. */
  private void startAndCommit(Clearance clearance) {
    publish("starting a new copy and waiting for its health");
    Done started = steps.startReplica(healthTimeout);
    clearance.confirm();
    long before = System.nanoTime();
    journal.migrations().commit(migration, clock.instant());
    state = MigrationState.COMMITTED;
    long committed = System.nanoTime();
    connect();
    String reason =
        "stateless: a new copy answered its health check after %d ms"
            .formatted(started.getRestoreMillis());
    figures =
        new Figures(
            0,
            0,
            0,
            0,
            0,
            0,
            started.getRestoreMillis(),
            millis(before, committed),
            millis(committed, System.nanoTime()),
            new MemoryFigures(Mode.STATELESS, reason, 0, 0, 0, 0));
  }

  /** The new copy first: packets that the route led to it before would find nobody. */
  private void connect() {
    try {
      steps.run();
      tryToLead();
    } catch (AgentFailure e) {
      LOG.warn("Migration {}: the destination did not confirm yet: {}", id, e.getMessage());
    }
  }

  /** The route and the tasks at once: neither needs the other to be first. */
  private void resume() {
    Thread route = Thread.ofVirtual().name("route " + id).start(this::tryToLead);
    try {
      steps.run();
      route.join();
    } catch (AgentFailure e) {
      LOG.warn("Migration {}: the destination did not confirm yet: {}", id, e.getMessage());
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    holds.release();
  }

  private void finish() throws InterruptedException {
    if (state == MigrationState.COMMITTED) {
      publish("resuming on the destination");
      persist("run on the destination", FOR_EVER, this::runOrTakeBack);
    }
    if (state == MigrationState.ABORTING) {
      return;
    }
    names.follow(migration);
    persist("lead packets to the destination", FOR_EVER, this::leadToDestination);
    holds.release();
    if (state == MigrationState.COMMITTED) {
      // Not before: clients would wait for the log's disk.
      records.committed(migration);
      enter(MigrationState.RUNNING);
    }
    if (state == MigrationState.RUNNING) {
      journal.migrations().setFigures(id, figures);
      if (!stateless()) {
        publish("fetching the memory that is left");
        persist("fetch the memory that is left", FOR_EVER, () -> steps.fill(this::progress));
        atRiskEnded();
        // An operator may have to decide while the source cannot be reached.
        journal.migrations().setFigures(id, figures);
      }
      publish("releasing the source");
      persist("release the source", FOR_EVER, this::release);
      figures = withTotal();
      journal.migrations().setFigures(id, figures);
      journal.migrations().setFailure(id, "");
      enter(MigrationState.MIGRATED);
    }
  }

  /**
   * Lets it run on the destination. When that agent answers that it could not, it may have lost
   * what it held; if it also says that nothing ran there, the source gets the container back.
   */
  private void runOrTakeBack() {
    try {
      steps.run();
    } catch (AgentFailure failure) {
      if (failure.lost()) {
        throw failure;
      }
      try {
        steps.yieldDestination();
      } catch (AgentFailure refused) {
        LOG.warn("Migration {}: not given back: {}", id, refused.getMessage());
        throw failure;
      }
      LOG.warn("Migration {}: the destination gave it back: {}", id, failure.getMessage());
      journal
          .migrations()
          .handBack(migration, state, String.valueOf(failure.getMessage()), clock.instant());
      state = MigrationState.ABORTING;
      migration = claimed();
    }
  }

  private void release() {
    Done released = steps.release();
    if (!stateless()) {
      figures = figures.withBytes(Math.max(figures.bytesSent(), released.getBytes()));
    }
  }

  /** Until here the source's death would have cost the container, if it lacked any page. */
  private void atRiskEnded() {
    MemoryFigures memory = figures.memory();
    if (memory.pagesLeft() > 0) {
      figures =
          figures.with(
              new MemoryFigures(
                  memory.mode(),
                  memory.reason(),
                  memory.rounds(),
                  memory.pagesSent() + memory.pagesLeft(),
                  memory.pagesLeft(),
                  millis(resumed, System.nanoTime())));
    }
  }

  private void undo() throws InterruptedException {
    publish("putting the source back");
    // At once: neither waits for the other's agent.
    var cleaned = new AtomicBoolean();
    Thread cleaning =
        Thread.ofVirtual()
            .name("cleaning " + id)
            .start(() -> cleaned.set(cleanDestination(DESTINATION_CLEANING)));
    try {
      persist("put the source back", FOR_EVER, steps::abortSource);
      if (migration.story().stream().anyMatch(step -> step.state().ownedByDestination())) {
        persist("lead packets to the source", FOR_EVER, () -> lead(migration.source()));
      }
      holds.release();
      cleaning.join();
    } finally {
      cleaning.interrupt();
    }
    names.undo(migration);
    enter(MigrationState.ABORTED);
    records.aborted(migration, cleaned.get());
    if (!cleaned.get()) {
      // An agent that comes from now on is told to clean up; one that came just before was not.
      if (cleanDestination(Duration.ZERO)) {
        records.wiped(migration);
      }
    }
  }

  /** Returns whether the destination has nothing of this move any more. */
  private boolean cleanDestination(Duration patience) {
    try {
      persist("clean the destination", patience, steps::abortDestination);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (RuntimeException e) {
      LOG.warn(
          "Migration {}: leftovers may be on {}: {}", id, migration.destination(), e.getMessage());
      return false;
    }
  }

  /** Tries a harmless step again until it succeeds; agents come back, and so do routers. */
  private void persist(String what, Duration deadline, Runnable step) throws InterruptedException {
    Retry.within(deadline)
        .pausing(Duration.ofMillis(100), Duration.ofSeconds(5))
        .when(e -> e instanceof RuntimeException && !(e instanceof Superseded))
        .call(
            clock,
            () -> {
              try {
                step.run();
              } catch (RuntimeException e) {
                LOG.warn("Migration {} could not {} yet: {}", id, what, e.getMessage());
                claimed();
                if (state.ownedByDestination()) {
                  journal
                      .migrations()
                      .setFailure(id, "still trying to %s: %s".formatted(what, e.getMessage()));
                }
                throw e;
              }
              return true;
            });
  }

  private void tryToLead() {
    try {
      leadToDestination();
    } catch (RuntimeException e) {
      LOG.warn("Migration {}: the route is not changed yet: {}", id, e.getMessage());
    }
  }

  private void leadToDestination() {
    lead(migration.destination());
  }

  private void lead(String host) {
    String address =
        journal
            .containers()
            .find(migration.container())
            .map(container -> container.spec().address())
            .orElse("");
    String via = journal.hosts().find(host).map(Host::address).orElse("");
    routes.lead(address, via);
  }

  private void enter(MigrationState next) {
    try {
      journal.migrations().advance(id, migration.epoch(), state, next, clock.instant());
    } catch (IllegalStateException e) {
      MigrationState present = claimed().state();
      boolean cancelled = present == MigrationState.ABORTING && state.canAbort();
      if (present == state || cancelled) {
        throw e;
      }
      throw new Superseded("its state is %s now".formatted(present));
    }
    state = next;
    migration = claimed();
  }

  private void progress(Progress news) {
    Round round = news.getRound();
    events.publish(
        new MigrationEvent(
            migration,
            news.getPhase(),
            news.getBytes(),
            news.getTotalBytes(),
            new MigrationEvent.Round(
                round.getNumber(),
                round.getPages(),
                round.getBytesPerSecond(),
                round.getDirtyPerSecond(),
                round.getExpectedGapMillis())));
  }

  private void publish(String phase) {
    // Not kept: it may be under another claim by now, which this run must not take for its own.
    Migration present = journal.migrations().find(id).orElse(migration);
    events.publish(
        new MigrationEvent(present, phase, figures.bytesSent(), 0, MigrationEvent.Round.NONE));
  }

  private boolean stateless() {
    return migration.mode() == Mode.STATELESS;
  }

  private Figures withTotal() {
    return figures.withTotal(millis(started, System.nanoTime()));
  }

  private static long millis(long from, long to) {
    return Math.round((to - from) / 1e6);
  }
}
