package io.drayage.controller.migration;

import io.drayage.controller.agents.AgentRegistry;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Migration;
import io.drayage.model.migration.Mode;
import io.drayage.protocol.ContainerMapping;
import io.drayage.protocol.v1.Abort;
import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.Copy;
import io.drayage.protocol.v1.Discard;
import io.drayage.protocol.v1.Done;
import io.drayage.protocol.v1.Fill;
import io.drayage.protocol.v1.Freeze;
import io.drayage.protocol.v1.Prepare;
import io.drayage.protocol.v1.Progress;
import io.drayage.protocol.v1.Release;
import io.drayage.protocol.v1.Restore;
import io.drayage.protocol.v1.Run;
import io.drayage.protocol.v1.StartReplica;
import io.drayage.protocol.v1.Yield;
import java.time.Duration;
import java.util.function.Consumer;

/** The steps of one migration, each a command to one of its two agents under its epoch. */
final class Steps {
  /** How long the destination holds restored tasks without hearing of a commit. */
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration COPY_LIMIT = Duration.ofHours(6);
  private static final Duration FREEZE_LIMIT = Duration.ofMinutes(30);
  private static final Duration STEP_LIMIT = Duration.ofMinutes(10);
  private static final Duration SHORT_LIMIT = Duration.ofMinutes(1);

  /** What a stateless move's old copy gets to end by itself. */
  private static final Duration STOP_GRACE = Duration.ofSeconds(10);

  private final AgentRegistry agents;
  private final Migration migration;

  Steps(AgentRegistry agents, Migration migration) {
    this.agents = agents;
    this.migration = migration;
  }

  void prepare(OwnedContainer container, String permit) {
    toDestination(
        command()
            .setPrepare(
                Prepare.newBuilder()
                    .setContainer(ContainerMapping.toWire(container.spec()))
                    .setSource(stateless() ? "" : migration.source())
                    .setPermit(permit)),
        STEP_LIMIT);
  }

  Done copy(MemoryLimits limits, String permit, Consumer<Progress> progress) {
    var destination = agents.require(migration.destination());
    return agents
        .require(migration.source())
        .send(
            command()
                .setCopy(
                    Copy.newBuilder()
                        .setName(migration.container())
                        .setDestination(migration.destination())
                        .setAddress(destination.host().address())
                        .setPort(destination.streamPort())
                        .setMode(migration.mode().name())
                        .setMaxGapMillis((int) limits.maxGapMillis())
                        .setMaxRounds(limits.maxRounds())
                        .setBytesPerSecond(limits.bytesPerSecond())
                        .setThrottle(limits.throttle())
                        .setNoPostCopy(limits.noPostCopy())
                        .setPermit(permit)),
            COPY_LIMIT,
            progress,
            log -> {});
  }

  Done freeze(Consumer<Progress> progress) {
    return agents
        .require(migration.source())
        .send(
            command().setFreeze(Freeze.newBuilder().setName(migration.container())),
            FREEZE_LIMIT,
            progress,
            log -> {});
  }

  /**
   * Restores and holds.
   *
   * @param complete whether all memory is said to be there
   */
  Done restore(boolean complete) {
    return toDestination(
        command()
            .setRestore(
                Restore.newBuilder()
                    .setName(migration.container())
                    .setLeaseMillis((int) LEASE.toMillis())
                    .setComplete(complete)),
        STEP_LIMIT);
  }

  /** Starts a new copy without a network, and waits until it is healthy. */
  Done startReplica(Duration healthTimeout) {
    return toDestination(
        command()
            .setStartReplica(
                StartReplica.newBuilder()
                    .setName(migration.container())
                    .setHealthTimeoutMillis((int) healthTimeout.toMillis())),
        STEP_LIMIT.plus(healthTimeout));
  }

  void run() {
    toDestination(command().setRun(Run.newBuilder().setName(migration.container())), SHORT_LIMIT);
  }

  /** Waits until the destination lacks no page. */
  void fill(Consumer<Progress> progress) {
    agents
        .require(migration.destination())
        .send(
            command().setFill(Fill.newBuilder().setName(migration.container())),
            COPY_LIMIT,
            progress,
            log -> {});
  }

  Done release() {
    return agents
        .require(migration.source())
        .send(
            command()
                .setRelease(
                    Release.newBuilder()
                        .setName(migration.container())
                        .setRunning(stateless())
                        .setGraceMillis(stateless() ? (int) STOP_GRACE.toMillis() : 0)),
            SHORT_LIMIT);
  }

  void abortSource() {
    agents
        .require(migration.source())
        .send(command().setAbort(Abort.newBuilder().setName(migration.container())), STEP_LIMIT);
  }

  void abortDestination() {
    toDestination(
        command().setAbort(Abort.newBuilder().setName(migration.container())), STEP_LIMIT);
  }

  /** Has the destination give the container back: refused when it ran there, or nobody knows. */
  void yieldDestination() {
    toDestination(
        command().setYield(Yield.newBuilder().setName(migration.container())), STEP_LIMIT);
  }

  /** Removes what the destination has, also when it runs: an operator gave it to the source. */
  void discardDestination() {
    toDestination(
        command().setDiscard(Discard.newBuilder().setName(migration.container())), STEP_LIMIT);
  }

  private boolean stateless() {
    return migration.mode() == Mode.STATELESS;
  }

  private Done toDestination(Command.Builder command, Duration limit) {
    return agents.require(migration.destination()).send(command, limit);
  }

  private Command.Builder command() {
    return Command.newBuilder().setMigration(migration.id()).setEpoch(migration.epoch());
  }
}
