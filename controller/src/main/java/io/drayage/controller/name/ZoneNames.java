package io.drayage.controller.name;

import io.drayage.controller.config.DnsConfig;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.dns.DnsException;
import io.drayage.dns.NameChangedException;
import io.drayage.dns.NameRecords;
import io.drayage.dns.Zone;
import io.drayage.dns.move.NameMove;
import io.drayage.dns.move.NameMover;
import io.drayage.journal.Journal;
import io.drayage.journal.NameRow;
import io.drayage.journal.NameRow.Phase;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.migration.Migration;
import io.drayage.platform.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names in zones that take updates. One virtual thread takes up what is unfinished. */
public final class ZoneNames implements Names {
  private static final Logger LOG = LoggerFactory.getLogger(ZoneNames.class);
  private static final Duration ROUND = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Where a name may be when its container moves on: one that is not verified may never be. */
  private static final Set<Phase> AT_REST = Set.of(Phase.STANDING, Phase.VERIFYING, Phase.SETTLING);

  private final Journal journal;
  private final Places places;
  private final NameMover mover;
  private final NameWork work;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final Set<String> troubled = ConcurrentHashMap.newKeySet();
  private final Thread keeper;

  /**
   * Names of a configuration; {@link #start} takes up what is unfinished.
   *
   * @throws DnsException when a key cannot be read
   */
  public ZoneNames(DnsConfig config, Journal journal, Clock clock) {
    this.journal = journal;
    this.places = new Places(config, journal);
    this.mover = new NameMover(places::zone, clock);
    this.work = new NameWork(journal, mover, clock);
    this.keeper = Thread.ofVirtual().name("names").unstarted(this::keep);
  }

  @Override
  public void start() {
    keeper.start();
  }

  /** Brings every name as far as it can come now. */
  void attend() {
    journal.names().restless().forEach(row -> attend(row.name()));
  }

  @Override
  public void requireMovable(ContainerSpec spec, String destination) {
    try {
      spec.dnsName().ifPresent(name -> requireMovable(name, spec.name(), destination));
    } catch (DnsException e) {
      throw new RequestException(Reason.CONFLICT, String.valueOf(e.getMessage()), e);
    }
  }

  private void requireMovable(String name, String container, String destination) {
    Zone zone = places.zone(name);
    NameRow row =
        journal
            .names()
            .ofContainer(container)
            .orElseThrow(
                () -> new DnsException("%s does not lead to %s".formatted(name, container)));
    NameRecords owned = NameWork.present(row).records();
    NameRecords found = zone.read(name);
    boolean expected =
        row.phase() == Phase.SWITCHING
            ? found.leadsAs(owned) || found.leadsAs(NameWork.move(row).after())
            : found.leadsAs(owned);
    if (!expected) {
      throw new NameChangedException(owned, found);
    }
    zone.requireChangeable(name);
    places
        .lead(name, container, destination)
        .helper()
        .ifPresent(helper -> places.zone(helper.name()).requireChangeable(helper.name()));
  }

  @Override
  public void create(OwnedContainer container) {
    ContainerSpec spec = container.spec();
    spec.dnsName()
        .ifPresent(name -> {
          try {
            create(name, spec.name(), container.host());
          } catch (DnsException e) {
            remove(spec.name());
            throw new RequestException(Reason.CONFLICT, String.valueOf(e.getMessage()), e);
          }
        });
  }

  private void create(String name, String container, String host) {
    // One that is being removed can be had as soon as it is gone.
    journal
        .names()
        .find(name)
        .filter(row -> row.phase() == Phase.REMOVING)
        .ifPresent(row -> attend(row.name()));
    Lead lead = places.lead(name, container, host);
    var row = new NameRow(name, container, Phase.CREATING, lead.json(), "", "");
    if (!journal.names().add(row)) {
      String whose = journal.names().find(name).map(NameRow::container).orElse("another container");
      throw new RequestException(
          Reason.CONFLICT, "%s leads to container %s: choose another name".formatted(name, whose));
    }
    locked(name, () -> work.goOn(name));
  }

  @Override
  public void remove(String container) {
    journal
        .names()
        .ofContainer(container)
        .filter(row -> journal.names().replace(row, row.in(Phase.REMOVING)))
        .map(this::attendTo)
        .ifPresent(ZoneNames::await);
  }

  @Override
  public void prepare(Migration migration) {
    Optional<NameRow> found = journal.names().ofContainer(migration.container());
    if (found.isEmpty()) {
      return;
    }
    String name = found.orElseThrow().name();
    locked(
        name,
        () -> {
          endEarlierMove(name);
          NameRow row = journal.names().find(name).orElseThrow();
          if (row.phase() == Phase.PREPARING && row.migration().equals(migration.id())) {
            keep(row, mover.prepare(NameWork.move(row)));
            return;
          }
          if (!AT_REST.contains(row.phase())) {
            throw new DnsException(
                "%s is not at rest after another move: try again later".formatted(name));
          }
          NameMove move = moveOf(row, migration);
          NameRow preparing =
              row.preparing(NameWork.present(row).json(), migration.id(), Json.write(move));
          if (!journal.names().replace(row, preparing)) {
            throw new DnsException("%s is changed elsewhere: try again".formatted(name));
          }
          keep(preparing, mover.prepare(move));
        });
  }

  private void endEarlierMove(String name) {
    try {
      work.goOn(name);
    } catch (DnsException e) {
      LOG.warn("Name {} is where an earlier move left it: {}", name, e.getMessage());
    }
  }

  private void keep(NameRow row, NameMove prepared) {
    boolean _ = journal.names().replace(row, row.in(Phase.PREPARING, Json.write(prepared)));
  }

  private NameMove moveOf(NameRow row, Migration migration) {
    Lead from = NameWork.present(row);
    Lead to = places.lead(row.name(), row.container(), migration.destination());
    var stale = new ArrayList<NameRecords>(from.helper().stream().toList());
    if (!row.move().isEmpty()) {
      stale.addAll(NameWork.move(row).stale());
    }
    to.helper().ifPresent(helper -> stale.removeIf(old -> old.name().equals(helper.name())));
    return new NameMove(
        from.records(),
        to.records(),
        places.loweredTtl().toSeconds(),
        to.helper(),
        List.copyOf(stale),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public void follow(Migration migration) {
    of(migration)
        .filter(row -> row.phase() == Phase.PREPARING)
        .filter(row -> journal.names().replace(row, row.in(Phase.SWITCHING)))
        .ifPresent(row -> {
          Thread _ = attendTo(row);
        });
  }

  @Override
  public void undo(Migration migration) {
    of(migration)
        .filter(row -> journal.names().replace(row, row.in(Phase.UNDOING)))
        .map(this::attendTo)
        .ifPresent(ZoneNames::await);
  }

  @Override
  public void close() {
    keeper.interrupt();
  }

  private Optional<NameRow> of(Migration migration) {
    return journal
        .names()
        .ofContainer(migration.container())
        .filter(row -> row.migration().equals(migration.id()));
  }

  private static void await(Thread thread) {
    try {
      boolean _ = thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread attendTo(NameRow row) {
    return Thread.ofVirtual().name("name " + row.name()).start(() -> attend(row.name()));
  }

  private void attend(String name) {
    try {
      locked(name, () -> work.goOn(name));
      troubled.remove(name);
    } catch (RuntimeException e) {
      // Said once, and tried again each round.
      if (troubled.add(name)) {
        LOG.warn("Name {} is not brought on yet: {}", name, e.getMessage());
      }
    }
  }

  private void locked(String name, Runnable task) {
    ReentrantLock lock = locks.computeIfAbsent(name, _ -> new ReentrantLock());
    lock.lock();
    try {
      task.run();
    } finally {
      lock.unlock();
    }
  }

  private void keep() {
    try {
      while (true) {
        attend();
        Thread.sleep(ROUND);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
