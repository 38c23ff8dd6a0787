package io.drayage.controller.migration;

import io.drayage.api.MigrateRequest;
import io.drayage.api.PlanView;
import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.forecast.Forecasts;
import io.drayage.controller.name.Names;
import io.drayage.controller.plan.Inspector;
import io.drayage.controller.protection.Guard;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.Journal;
import io.drayage.journal.MigrationLeases;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.MoveTerms;
import io.drayage.network.route.Routes;
import io.drayage.trust.audit.Audit;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The migrations: requested, carried out each on a virtual thread, and recovered. Thread-safe. */
public final class MigrationService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MigrationService.class);
  private static final int LISTED = 100;
  private static final Duration AGENTS_LATE = Duration.ofSeconds(30);

  private final Journal journal;
  private final AgentRegistry agents;
  private final Routes routes;
  private final Names names;
  private final Guard guard;
  private final MoveRecords records;
  private final Clock clock;
  private final Admission admission;
  private final Forecasts forecasts;
  private final MigrationEvents events = new MigrationEvents();
  private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> requested = ConcurrentHashMap.newKeySet();
  private final Dispatch dispatch;
  private final boolean shared;

  /**
   * Migrations of a journal.
   *
   * @param name this controller's, another one for each that uses the journal
   */
  public MigrationService(
      String name,
      Journal journal,
      AgentRegistry agents,
      ContainerService containers,
      Hosts hosts,
      Guard guard,
      Inspector inspector,
      Forecasts forecasts,
      Routes routes,
      Names names,
      Audit audit,
      Clock clock) {
    this.records = new MoveRecords(audit);
    this.journal = journal;
    this.agents = agents;
    this.routes = routes;
    this.names = names;
    this.guard = guard;
    this.clock = clock;
    this.admission = new Admission(containers, hosts, guard, inspector, forecasts, names);
    this.forecasts = forecasts;
    Optional<MigrationLeases> leases = journal.leases(name);
    this.shared = leases.isPresent();
    this.dispatch =
        leases
            .<Dispatch>map(shares -> new LeasedDispatch(journal, shares, this::carry))
            .orElseGet(() -> new LocalDispatch(this::carry));
    agents.onConnect(agent -> runs.execute(() -> cleanUp(agent.host().name())));
  }

  /** News of migrations. */
  public MigrationEvents events() {
    return events;
  }

  /** Makes every check of a move, and begins none. */
  public PlanView plan(MigrateRequest request) {
    return admission.plan(request);
  }

  /** Starts a move and returns at once; a refusal leaves no trace. */
  public Migration request(MigrateRequest request) {
    return request(nextId(), request);
  }

  /** An id that no migration has. */
  public String nextId() {
    return MigrationIds.next(clock);
  }

  /**
   * Starts a move under an id that its user wrote down before, so that a crash between the two
   * leaves no move that nobody knows of.
   */
  public Migration request(String id, MigrateRequest request) {
    return begin(id, request, admission.check(request));
  }

  /** Starts a move back to where a container was, which a drained host takes too. */
  public Migration requestReturn(String id, MigrateRequest request) {
    return begin(id, request, admission.checkReturn(request));
  }

  private Migration begin(String id, MigrateRequest request, Admission.Admitted admitted) {
    Migration migration =
        journal
            .migrations()
            .request(
                id,
                request.container(),
                admitted.container().host(),
                request.to(),
                admitted.mode(),
                new MoveTerms(request.limits(), request.healthTimeoutMillis()),
                clock)
            .orElseThrow(() ->
                new RequestException(
                    Reason.CONFLICT,
                    "container %s is being moved by migration %s: wait for its end"
                        .formatted(request.container(), underWay(request.container()))));
    admitted.forecast().ifPresent(forecast -> forecasts.keep(migration.id(), forecast));
    requested.add(migration.id());
    dispatch.offer(migration.id());
    return migration;
  }

  /**
   * Undoes a move that was not committed; returns at once.
   *
   * @throws RequestException when it is too late
   */
  public Migration cancel(String id) {
    Migration migration = require(id);
    if (!journal.migrations().cancel(id, "cancelled by the user", clock.instant())) {
      throw new RequestException(Reason.CONFLICT, Decisions.tooLate(require(id)));
    }
    // The step under way fails, and whoever carries the move out finds the decision.
    runs.execute(() -> interrupt(migration));
    return require(id);
  }

  /**
   * Has an operator's word in the place of a proof: which of its two hosts owns a committed
   * container whose migration cannot end by itself.
   *
   * @throws RequestException when there is nothing to decide, or the host cannot go on with it
   */
  public Migration resolve(String id, String owner) {
    Migration migration = require(id);
    var decision = Decisions.owner(migration, owner);
    AgentConnection agent = agents.find(owner).orElseThrow(() -> notThere(owner));
    if (agent.status(migration.container()).isEmpty()) {
      throw new RequestException(
          Reason.CONFLICT,
          "host %s does not have container %s: it cannot own it"
              .formatted(owner, migration.container()));
    }
    records.resolved(migration, owner);
    Migration resolved =
        journal
            .migrations()
            .resolve(
                id,
                migration.state(),
                decision == Decisions.Owner.SOURCE,
                "resolved by an operator: %s owns it".formatted(owner),
                clock.instant());
    LOG.warn("Migration {}: an operator gave {} to {}", id, migration.container(), owner);
    if (resolved.state() == MigrationState.ABORTING) {
      dispatch.offer(id);
    }
    return resolved;
  }

  /** Takes up what the journal says is unfinished: at the controller's start. */
  public void recover() {
    for (Migration migration : journal.migrations().underWay()) {
      LOG.info("Migration {} is unfinished in state {}", migration.id(), migration.state());
      dispatch.offer(migration.id());
    }
  }

  /**
   * Carries a migration out until it has ended, or belongs to another claim. The first to enter a
   * state after {@link MigrationState#REQUESTED} carries it on; whoever comes later claims it.
   */
  private void carry(String id) {
    Migration found = require(id);
    if (shared && !canActHere(found)) {
      throw new IllegalStateException(
          "agents of migration %s are not connected to this controller".formatted(id));
    }
    boolean untouched = requested.remove(id) || shared;
    Optional<Migration> mine =
        untouched && found.state() == MigrationState.REQUESTED
            ? Optional.of(found)
            : journal
                .migrations()
                .claim(id, "the controller that carried it out was lost", clock.instant());
    mine.ifPresent(migration -> run(migration).run());
  }

  /**
   * Whether the agents that come next are here: if not, another controller may have them, and the
   * lease is better given back. A request does not wait long for that; it is refused then.
   */
  private boolean canActHere(Migration migration) {
    boolean source = agents.find(migration.source()).isPresent();
    boolean destination = agents.find(migration.destination()).isPresent();
    return switch (migration.state()) {
      case REQUESTED ->
          (source && destination)
              || migration.requestedAt().plus(AGENTS_LATE).isBefore(clock.instant());
      case COMMITTED, RUNNING -> destination;
      case MIGRATED, ABORTED -> true;
      default -> source;
    };
  }

  /** The migration of that id; empty when there is none. */
  public Optional<Migration> find(String id) {
    return journal.migrations().find(id);
  }

  /** The migration of that id. */
  public Migration require(String id) {
    return journal
        .migrations()
        .find(id)
        .orElseThrow(() ->
            new RequestException(
                Reason.UNKNOWN,
                "migration %s is not known: 'dray migrations' lists those that are".formatted(id)));
  }

  /** The newest first. */
  public List<Migration> newest() {
    return journal.migrations().newest(LISTED);
  }

  @Override
  public void close() {
    dispatch.close();
    runs.shutdownNow();
  }

  /**
   * Removes what undone moves left on a destination that was out of reach then. Told to an agent
   * that has nothing of them, or has the container under a later epoch, it is harmless.
   */
  private void cleanUp(String host) {
    journal.migrations().owedBy(host).forEach(migration -> letGo(migration, host));
    newest().stream()
        .filter(migration -> migration.state() == MigrationState.ABORTED)
        .filter(migration -> migration.destination().equals(host))
        .forEach(migration -> {
          try {
            new Steps(agents, migration).abortDestination();
            records.wiped(migration);
          } catch (AgentFailure e) {
            LOG.debug("Nothing of {} is removed on {}: {}", migration.id(), host, e.getMessage());
          }
        });
  }

  /** A host that an operator decided against is back. */
  private void letGo(Migration migration, String host) {
    var steps = new Steps(agents, migration);
    try {
      if (host.equals(migration.destination())) {
        steps.discardDestination();
      } else {
        steps.release();
      }
      journal.migrations().settle(migration.id());
    } catch (AgentFailure e) {
      LOG.warn("Host {} did not let go of {}: {}", host, migration.container(), e.getMessage());
    }
  }

  private void interrupt(Migration migration) {
    try {
      new Steps(agents, migration).abortSource();
    } catch (AgentFailure e) {
      LOG.debug("The source of {} was not told: {}", migration.id(), e.getMessage());
    }
  }

  private static RequestException notThere(String host) {
    return new RequestException(
        Reason.CONFLICT,
        "the agent of host %s is down: start it, so that the container can go on there"
            .formatted(host));
  }

  private MigrationRun run(Migration migration) {
    MoveTerms terms = journal.migrations().terms(migration.id());
    return new MigrationRun(
        journal,
        agents,
        guard,
        routes,
        names,
        events,
        records,
        clock,
        migration,
        terms.limits(),
        Duration.ofMillis(terms.healthTimeoutMillis()));
  }

  private String underWay(String container) {
    return journal.migrations().underWay().stream()
        .filter(migration -> migration.container().equals(container))
        .map(Migration::id)
        .findFirst()
        .orElse("that has just ended");
  }
}
