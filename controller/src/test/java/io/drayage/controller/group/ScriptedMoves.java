package io.drayage.controller.group;

import io.drayage.api.MigrateRequest;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.model.migration.Figures;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.MigrationState;
import io.drayage.model.migration.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Moves that end when a test says so, and keep the rules of the real ones: one move of a container
 * at a time, an id once, the owner changes at the commit. Outlives the controllers of a test, as
 * the journal of migrations does.
 */
final class ScriptedMoves implements Moves {
  private final Map<String, Migration> migrations = new LinkedHashMap<>();
  private final Map<String, String> owners = new TreeMap<>();
  private final Map<String, Integer> replicas = new HashMap<>();
  private final Set<String> unhealthy = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> doomed = new HashSet<>();
  private final List<String> returns = new ArrayList<>();
  private int failingReturns;
  private int mostAtOnce;
  private int ids;

  ScriptedMoves owning(String container, String host) {
    owners.put(container, host);
    return this;
  }

  void replicas(String service, int number) {
    replicas.put(service, number);
  }

  /** Its move is refused when it is to begin. */
  void refuse(String container) {
    refused.add(container);
  }

  /** Its move begins and is undone. */
  void doom(String container) {
    doomed.add(container);
  }

  void unhealthy(String container) {
    unhealthy.add(container);
  }

  void failReturns(int number) {
    failingReturns = number;
  }

  /** Containers that were moved back, in this order. */
  List<String> returns() {
    return List.copyOf(returns);
  }

  Map<String, String> owners() {
    return Map.copyOf(owners);
  }

  int mostAtOnce() {
    return mostAtOnce;
  }

  List<String> underWay() {
    return migrations.values().stream()
        .filter(one -> !one.state().ended())
        .map(Migration::container)
        .toList();
  }

  /** Ends every move under way. */
  void finishAll() {
    List.copyOf(underWay()).forEach(this::finish);
  }

  /** Ends the move of a container as its script says. */
  void finish(String container) {
    Migration move =
        migrations.values().stream()
            .filter(one -> one.container().equals(container) && !one.state().ended())
            .findFirst()
            .orElseThrow();
    boolean back = returns.contains(move.id());
    boolean fails = back ? failingReturns > 0 : doomed.contains(container);
    if (back && failingReturns > 0) {
      failingReturns--;
    }
    if (fails) {
      put(move, MigrationState.ABORTED, "the destination broke");
    } else {
      owners.put(container, move.destination());
      put(move, MigrationState.MIGRATED, "");
    }
  }

  /** Commits a move, so that it cannot be cancelled any more. */
  void commit(String container) {
    Migration move =
        migrations.values().stream()
            .filter(one -> one.container().equals(container) && !one.state().ended())
            .findFirst()
            .orElseThrow();
    owners.put(container, move.destination());
    put(move, MigrationState.COMMITTED, "");
  }

  @Override
  public String nextId() {
    return "m-%04d".formatted(++ids);
  }

  @Override
  public void begin(String id, MigrateRequest request) {
    if (refused.contains(request.container())) {
      throw new RequestException(Reason.CONFLICT, "no room for " + request.container());
    }
    start(id, request);
  }

  @Override
  public void beginReturn(String id, MigrateRequest request) {
    start(id, request);
    returns.add(id);
  }

  private void start(String id, MigrateRequest request) {
    String owner = owners.get(request.container());
    if (owner == null || owner.equals(request.to()) || migrations.containsKey(id)) {
      throw new RequestException(Reason.CONFLICT, request.container() + " does not move");
    }
    if (underWay().contains(request.container())) {
      throw new RequestException(Reason.CONFLICT, request.container() + " is being moved");
    }
    migrations.put(
        id,
        new Migration(
            id,
            request.container(),
            owner,
            request.to(),
            Mode.AUTO,
            MigrationState.COPYING,
            1,
            Instant.EPOCH,
            List.of(),
            Figures.NONE,
            ""));
    mostAtOnce = Math.max(mostAtOnce, underWay().size());
  }

  private void put(Migration move, MigrationState state, String failure) {
    migrations.put(
        move.id(),
        new Migration(
            move.id(),
            move.container(),
            move.source(),
            move.destination(),
            move.mode(),
            state,
            move.epoch(),
            move.requestedAt(),
            move.story(),
            Figures.NONE.withTotal(1000).withBytes(1 << 20),
            failure));
  }

  @Override
  public Optional<Migration> find(String id) {
    return Optional.ofNullable(migrations.get(id));
  }

  @Override
  public void cancel(String id) {
    find(id)
        .filter(one -> one.state().canAbort())
        .ifPresent(one -> put(one, MigrationState.ABORTED, "cancelled"));
  }

  @Override
  public Optional<String> owner(String container) {
    return Optional.ofNullable(owners.get(container));
  }

  @Override
  public boolean healthy(String container) {
    return !unhealthy.contains(container);
  }

  @Override
  public Map<String, Integer> replicas() {
    return Map.copyOf(replicas);
  }

  @Override
  public void follow(String id) {}

  @Override
  public Progress progress(String id) {
    return Progress.NONE;
  }

  @Override
  public void unfollow(String id) {}
}
