package io.drayage.controller.migration;

import io.drayage.controller.agents.ScriptedAgents;
import io.drayage.controller.protection.Clearance;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.journal.OwnedContainer.Wanted;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.host.Host;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import io.drayage.network.route.Routes;
import io.drayage.trust.TrustException;
import io.drayage.trust.audit.AuditEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * One requested migration, m1 from madrid to zurich, with a real journal and real connections to
 * scripted agents.
 */
abstract class ScriptedMigration {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Host MADRID = new Host("madrid", "aws", "eu", "ES", "192.0.2.1", 8L << 30);
  private static final Host ZURICH = new Host("zurich", "gcp", "eu", "CH", "192.0.2.2", 8L << 30);

  final ScriptedAgents agents = new ScriptedAgents();

  /** Where packets were led, in order. */
  final List<String> routes = new CopyOnWriteArrayList<>();

  final RecordingNames names = new RecordingNames(this::journalledState);

  /** How often the router does not answer before it does. */
  final AtomicInteger routeFailures = new AtomicInteger();

  /** What the protection module says at each commit: nothing, or why not. */
  final AtomicReference<Optional<String>> revoked = new AtomicReference<>(Optional.empty());

  private final Clearance clearance =
      new Clearance() {
        @Override
        public String permit() {
          return "signed";
        }

        @Override
        public void confirm() {
          revoked
              .get()
              .ifPresent(why -> {
                throw new TrustException(why);
              });
        }
      };

  Journal journal;
  private @TempDir Path directory;
  Migration migration;
  final List<AuditEvent> audited = new CopyOnWriteArrayList<>();

  /** What moves. */
  abstract ContainerSpec spec();

  /** How it was asked to move. */
  abstract Mode mode();

  /** How long the move waits for a new copy's health. */
  abstract Duration healthTimeout();

  @BeforeEach
  void request() {
    journal = Journal.open(directory.resolve("journal.db"));
    journal.hosts().put(MADRID);
    journal.hosts().put(ZURICH);
    String name = spec().name();
    journal
        .containers()
        .add(new OwnedContainer(spec(), name, "madrid", 1, Wanted.RUNNING, Instant.now()));
    migration =
        journal.migrations().request("m1", name, "madrid", "zurich", mode(), CLOCK).orElseThrow();
    agents.connect(MADRID);
    agents.connect(ZURICH);
  }

  private MigrationState journalledState(String id) {
    return journal.migrations().find(id).orElseThrow().state();
  }

  @AfterEach
  void close() {
    journal.close();
  }

  void run() {
    newRun(migration).run();
  }

  MigrationRun newRun(Migration from) {
    Routes table =
        new Routes() {
          @Override
          public void lead(String containerAddress, String hostAddress) {
            if (routeFailures.getAndDecrement() > 0) {
              throw new IllegalStateException("the router does not answer");
            }
            routes.add(containerAddress + " via " + hostAddress);
          }

          @Override
          public void forget(String containerAddress) {}
        };
    return new MigrationRun(
        journal,
        agents.registry(),
        (move, container) -> clearance,
        table,
        names,
        new MigrationEvents(),
        new MoveRecords(audited::add),
        CLOCK,
        from,
        MemoryLimits.NONE,
        healthTimeout());
  }

  /** Writes the states of a way into the journal, from its first one up to one of them. */
  void advanceAlong(List<MigrationState> way, MigrationState state) {
    for (int i = 1; i <= way.indexOf(state); i++) {
      journal.migrations().advance("m1", 2, way.get(i - 1), way.get(i), Instant.now());
    }
  }

  Migration after() {
    return journal.migrations().find("m1").orElseThrow();
  }

  String owner() {
    return journal.containers().find(spec().name()).map(OwnedContainer::host).orElse("nobody");
  }
}
