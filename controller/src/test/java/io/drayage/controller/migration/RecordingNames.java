package io.drayage.controller.migration;

import io.drayage.controller.name.Names;
import io.drayage.dns.DnsException;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Notes what a move asks of names. */
final class RecordingNames implements Names {
  /** What was asked, in order, with the state that the move was in. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Why a name cannot be changed; empty when it can. */
  final AtomicReference<Optional<String>> locked = new AtomicReference<>(Optional.empty());

  private final Function<String, MigrationState> state;

  RecordingNames(Function<String, MigrationState> state) {
    this.state = state;
  }

  @Override
  public void start() {}

  @Override
  public void requireMovable(ContainerSpec spec, String destination) {}

  @Override
  public void create(OwnedContainer container) {}

  @Override
  public void remove(String container) {}

  @Override
  public void prepare(Migration migration) {
    asked.add("prepare when " + state.apply(migration.id()));
    locked
        .get()
        .ifPresent(why -> {
          throw new DnsException(why);
        });
  }

  @Override
  public void follow(Migration migration) {
    asked.add("follow when " + state.apply(migration.id()));
  }

  @Override
  public void undo(Migration migration) {
    asked.add("undo when " + state.apply(migration.id()));
  }

  @Override
  public void close() {}
}
