package io.drayage.controller.group;

import io.drayage.api.MigrateRequest;
import io.drayage.api.MigrationEvent;
import io.drayage.controller.container.ContainerService;
import io.drayage.controller.migration.MigrationService;
import io.drayage.controller.request.RequestException;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.journal.OwnedContainer.Wanted;
import io.drayage.model.container.ContainerState;
import io.drayage.model.migration.Migration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The controller's own migrations. */
final class ServiceMoves implements Moves {
  private final Journal journal;
  private final MigrationService migrations;
  private final ContainerService containers;
  private final Map<String, Followed> followed = new ConcurrentHashMap<>();

  ServiceMoves(Journal journal, MigrationService migrations, ContainerService containers) {
    this.journal = journal;
    this.migrations = migrations;
    this.containers = containers;
  }

  /** News that wait to be read, and what those before them said. */
  private static final class Followed {
    private final BlockingQueue<MigrationEvent> news;
    private Progress last = Progress.NONE;
    private long before;
    private long inPhase;

    Followed(BlockingQueue<MigrationEvent> news) {
      this.news = news;
    }

    /** Each phase counts its bytes from 0 on. */
    synchronized Progress read() {
      for (MigrationEvent event = news.poll(); event != null; event = news.poll()) {
        if (event.bytes() < inPhase) {
          before += inPhase;
        }
        inPhase = event.bytes();
        last = new Progress(event.phase(), before + inPhase, event.round().dirtyPerSecond());
      }
      return last;
    }
  }

  @Override
  public String nextId() {
    return migrations.nextId();
  }

  @Override
  public void begin(String id, MigrateRequest request) {
    var _ = migrations.request(id, request);
  }

  @Override
  public void beginReturn(String id, MigrateRequest request) {
    var _ = migrations.requestReturn(id, request);
  }

  @Override
  public Optional<Migration> find(String id) {
    return migrations.find(id);
  }

  @Override
  public void cancel(String id) {
    try {
      var _ = migrations.cancel(id);
    } catch (RequestException e) {
      // It is committed, on its way back, or has ended: its end says which.
    }
  }

  @Override
  public Optional<String> owner(String container) {
    return journal.containers().find(container).map(OwnedContainer::host);
  }

  @Override
  public boolean healthy(String container) {
    return journal
        .containers()
        .find(container)
        .map(containers::view)
        .filter(view -> view.state() == ContainerState.RUNNING)
        .isPresent();
  }

  @Override
  public Map<String, Integer> replicas() {
    return journal.containers().all().stream()
        .filter(one -> !one.spec().service().isEmpty())
        .filter(one -> one.wanted() == Wanted.RUNNING)
        .filter(one -> containers.view(one).state() != ContainerState.STOPPED)
        .collect(
            Collectors.groupingBy(one -> one.spec().service(), Collectors.summingInt(one -> 1)));
  }

  @Override
  public void follow(String id) {
    followed.computeIfAbsent(id, one -> new Followed(migrations.events().follow(one)));
  }

  @Override
  public Progress progress(String id) {
    return Optional.ofNullable(followed.get(id)).map(Followed::read).orElse(Progress.NONE);
  }

  @Override
  public void unfollow(String id) {
    Followed one = followed.remove(id);
    if (one != null) {
      migrations.events().unfollow(id, one.news);
    }
  }
}
