package io.drayage.agent.migration;

import io.drayage.agent.container.ContainerRecord;
import io.drayage.agent.container.ContainerRecord.Standing;
import io.drayage.agent.container.Containers;
import io.drayage.agent.health.HealthWait;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.HealthCheck;
import io.drayage.runtime.RuntimeStatus;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The destination's steps of a stateless move in the place of a restore: a new copy of the
 * container, which has no network until this host is the owner. Each is called by the thread that
 * holds the container's lock, and may be repeated.
 */
public final class Replicas {
  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);

  private final Containers containers;
  private final HealthWait health;

  /** New copies on this host. */
  public Replicas(Containers containers, HealthWait health) {
    this.containers = containers;
    this.health = health;
  }

  /**
   * Starts the new copy of a prepared container, its network cut, and waits until it is healthy. A
   * failure leaves it to an abort.
   *
   * @param patience how long it may take to become healthy
   * @throws IllegalStateException when it is not healthy in time, or was not prepared for this
   */
  public Measured start(Claim claim, ContainerRecord record, Duration patience) {
    ContainerSpec spec = record.spec();
    boolean prepared =
        record.standing() == Standing.EXPECTED || record.standing() == Standing.STARTED;
    if (!prepared || !record.migration().equals(claim.migration())) {
      throw new IllegalStateException(
          "container %s was not prepared for this migration: no copy is started"
              .formatted(spec.name()));
    }
    HealthCheck check =
        spec.health()
            .orElseThrow(() ->
                new IllegalStateException(
                    "container %s has no health check".formatted(spec.name())));
    var watch = new StopWatch();
    containers.records().put(record.as(Standing.STARTED, claim.epoch(), claim.migration()));
    if (!runs(spec)) {
      containers.startPrepared(spec);
    }
    health.await(spec, check, containers.network(spec), patience, () -> runs(spec));
    return Measured.restored(watch.lap(), 0);
  }

  /**
   * Connects the new copy: this host owns the container now. A copy that ended meanwhile is started
   * once more, which loses nothing: it has no state.
   */
  public void run(Claim claim, ContainerRecord record) {
    ContainerSpec spec = record.spec();
    if (!runs(spec)) {
      LOG.warn("The new copy of {} ended before it was connected; starting it again", spec.name());
      containers.prepare(spec);
      containers.runtime().remove(containers.workload(spec));
      containers.startPrepared(spec);
    }
    containers.network(spec).join();
    containers.records().put(record.as(Standing.OWNED, claim.epoch(), ""));
  }

  private boolean runs(ContainerSpec spec) {
    return containers
        .status(spec)
        .map(status -> status.phase() == RuntimeStatus.Phase.RUNNING)
        .orElse(false);
  }
}
