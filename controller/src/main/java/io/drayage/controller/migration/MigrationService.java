package io.drayage.controller.migration;

import io.drayage.api.MigrateRequest;
import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.Journal;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.network.route.Routes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The migrations: requested, carried out each on a virtual thread, and recovered. Thread-safe. */
public final class MigrationService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MigrationService.class);
  private static final int LISTED = 100;

  private final Journal journal;
  private final AgentRegistry agents;
  private final Routes routes;
  private final Clock clock;
  private final Admission admission;
  private final MigrationEvents events = new MigrationEvents();
  private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();

  /** Migrations of a journal. */
  public MigrationService(
      Journal journal,
      AgentRegistry agents,
      ContainerService containers,
      Hosts hosts,
      Routes routes,
      Clock clock) {
    this.journal = journal;
    this.agents = agents;
    this.routes = routes;
    this.clock = clock;
    this.admission = new Admission(containers, hosts);
    agents.onConnect(agent -> runs.execute(() -> cleanUp(agent.host().name())));
  }

  /** News of migrations. */
  public MigrationEvents events() {
    return events;
  }

  /** Starts a move and returns at once; a refusal leaves no trace. */
  public Migration request(MigrateRequest request) {
    Admission.Admitted admitted = admission.check(request);
    Migration migration =
        journal
            .migrations()
            .request(
                MigrationIds.next(clock),
                request.container(),
                admitted.container().host(),
                request.to(),
                admitted.mode(),
                clock)
            .orElseThrow(() ->
                new RequestException(
                    Reason.CONFLICT,
                    "container %s is being moved by migration %s: wait for its end"
                        .formatted(request.container(), underWay(request.container()))));
    runs.execute(
        run(migration, request.limits(), Duration.ofMillis(request.healthTimeoutMillis())));
    return migration;
  }

  /** Takes up what the journal says is unfinished: at the controller's start. */
  public void recover() {
    for (Migration migration : journal.migrations().underWay()) {
      LOG.info("Migration {} is unfinished in state {}", migration.id(), migration.state());
      boolean undo =
          !migration.state().ownedByDestination() && migration.state() != MigrationState.ABORTING;
      MigrationRun run = run(migration, MemoryLimits.NONE, Duration.ZERO);
      runs.execute(undo ? run::undoInterrupted : run);
    }
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
    runs.shutdownNow();
  }

  /**
   * Removes what undone moves left on a destination that was out of reach then. Told to an agent
   * that has nothing of them, or has the container under a later epoch, it is harmless.
   */
  private void cleanUp(String host) {
    newest().stream()
        .filter(migration -> migration.state() == MigrationState.ABORTED)
        .filter(migration -> migration.destination().equals(host))
        .forEach(migration -> {
          try {
            new Steps(agents, migration).abortDestination();
          } catch (AgentFailure e) {
            LOG.debug("Nothing of {} is removed on {}: {}", migration.id(), host, e.getMessage());
          }
        });
  }

  private MigrationRun run(Migration migration, MemoryLimits limits, Duration healthTimeout) {
    return new MigrationRun(
        journal, agents, routes, events, clock, migration, limits, healthTimeout);
  }

  private String underWay(String container) {
    return journal.migrations().underWay().stream()
        .filter(migration -> migration.container().equals(container))
        .map(Migration::id)
        .findFirst()
        .orElse("that has just ended");
  }
}
