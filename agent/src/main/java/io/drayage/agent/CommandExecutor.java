package io.drayage.agent;

import io.drayage.agent.container.ContainerRecord;
import io.drayage.agent.container.ContainerRecord.Standing;
import io.drayage.agent.container.Containers;
import io.drayage.agent.container.EpochFence;
import io.drayage.agent.gateway.GatewaySteps;
import io.drayage.agent.health.HealthWait;
import io.drayage.agent.link.AnswerSink;
import io.drayage.agent.link.CommandFailure;
import io.drayage.agent.link.CommandHandler;
import io.drayage.agent.migration.Claim;
import io.drayage.agent.migration.CopyOrder;
import io.drayage.agent.migration.DestinationSide;
import io.drayage.agent.migration.Measured;
import io.drayage.agent.migration.Replicas;
import io.drayage.agent.migration.SourceSide;
import io.drayage.agent.migration.StepProgress;
import io.drayage.agent.survey.Surveys;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.HealthCheck;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.model.migration.Mode;
import io.drayage.platform.json.Json;
import io.drayage.protocol.ContainerMapping;
import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.Copy;
import io.drayage.protocol.v1.Done;
import io.drayage.protocol.v1.LookAround;
import io.drayage.protocol.v1.Prepare;
import io.drayage.protocol.v1.Release;
import io.drayage.runtime.RuntimeFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the controller's commands: one at a time for each container, none under a lower epoch
 * than was seen, each harmless when repeated.
 */
final class CommandExecutor implements CommandHandler {
  private static final Logger LOG = LoggerFactory.getLogger(CommandExecutor.class);
  private static final int LOG_CHUNK = 64 * 1024;

  private final Containers containers;
  private final SourceSide source;
  private final DestinationSide destination;
  private final Replicas replicas;
  private final EpochFence fence;
  private final Surveys surveys;
  private final GatewaySteps gateway;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

  CommandExecutor(
      Containers containers,
      SourceSide source,
      DestinationSide destination,
      Replicas replicas,
      EpochFence fence,
      Surveys surveys,
      GatewaySteps gateway) {
    this.gateway = gateway;
    this.fence = fence;
    this.surveys = surveys;
    this.replicas = replicas;
    this.containers = containers;
    this.source = source;
    this.destination = destination;
  }

  @Override
  public Done handle(Command command, AnswerSink answers) {
    if (GatewaySteps.isOne(command)) {
      return gateway.carryOut(command);
    }
    ReentrantLock lock = locks.computeIfAbsent(name(command), name -> new ReentrantLock());
    if (command.hasAbort() && command.getEpoch() >= fence.find(name(command)).seen()) {
      source.interrupt(name(command));
    }
    if (!command.hasLogs() && !command.hasSurvey() && !command.hasCheckHealth()) {
      lock.lock();
    }
    try {
      return carryOut(command, answers);
    } catch (RuntimeFailure e) {
      throw new CommandFailure(
          String.valueOf(e.getMessage()), e.log().map(Path::toString).orElse(""), false, e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), "", true, e);
    } catch (RuntimeException e) {
      LOG.error("Command {} failed", command.getStepCase(), e);
      throw new CommandFailure(String.valueOf(e.getMessage()), "", false, e);
    } finally {
      if (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }
  }

  private Done carryOut(Command command, AnswerSink answers) {
    String name = name(command);
    Optional<ContainerRecord> known = containers.records().find(name);
    refuseOver(command, name, known);
    var claim = new Claim(command.getMigration(), command.getEpoch());
    StepProgress progress = new AnsweredProgress(answers);
    return switch (command.getStepCase()) {
      case START -> {
        containers.start(
            ContainerMapping.fromWire(command.getStart().getContainer()), command.getEpoch());
        yield Done.getDefaultInstance();
      }
      case STOP -> {
        Duration grace = Duration.ofMillis(command.getStop().getGraceMillis());
        known.ifPresent(record -> containers.stop(record.spec(), grace));
        yield Done.getDefaultInstance();
      }
      case REMOVE -> {
        known.ifPresent(record -> containers.remove(record.spec()));
        yield Done.getDefaultInstance();
      }
      case UPDATE_HOSTS -> {
        containers.updateHosts(
            here(known, name),
            ContainerMapping.hostsFromWire(command.getUpdateHosts().getHostsList()));
        yield Done.getDefaultInstance();
      }
      case CHECK_HEALTH -> {
        checkHealth(here(known, name).spec());
        yield Done.getDefaultInstance();
      }
      case INSPECT -> inspect(name);
      case SURVEY -> survey(command.getSurvey());
      case LOGS -> logs(name, command.getLogs().getTail(), answers);
      case PREPARE -> {
        ContainerSpec spec = ContainerMapping.fromWire(command.getPrepare().getContainer());
        Prepare prepare = command.getPrepare();
        destination.prepare(claim, spec, prepare.getSource(), prepare.getPermit());
        yield Done.getDefaultInstance();
      }
      case COPY -> done(copy(claim, here(known, name), command.getCopy(), progress));
      case FREEZE -> done(source.freeze(claim, here(known, name), progress));
      case RESTORE -> {
        Duration lease = Duration.ofMillis(command.getRestore().getLeaseMillis());
        boolean complete = command.getRestore().getComplete();
        yield done(destination.restore(here(known, name), lease, complete));
      }
      case START_REPLICA -> {
        Duration patience = Duration.ofMillis(command.getStartReplica().getHealthTimeoutMillis());
        yield done(replicas.start(claim, here(known, name), patience));
      }
      case RUN -> {
        run(claim, here(known, name));
        yield Done.getDefaultInstance();
      }
      case FILL -> {
        destination.fill(here(known, name), progress);
        yield Done.getDefaultInstance();
      }
      case RELEASE -> {
        fence.close(name, claim.epoch(), claim.migration());
        yield known
            .map(record -> release(claim, record, command.getRelease()))
            .orElseGet(Done::getDefaultInstance);
      }
      case ABORT -> {
        fence.close(name, claim.epoch(), claim.migration());
        known.ifPresent(record -> abort(claim, record));
        yield Done.getDefaultInstance();
      }
      case YIELD -> {
        giveBack(claim, name, known);
        yield Done.getDefaultInstance();
      }
      case DISCARD -> {
        fence.close(name, claim.epoch(), claim.migration());
        known.ifPresent(destination::abort);
        yield Done.getDefaultInstance();
      }
      // The gateway's were taken before.
      case GATEWAY_ROUTES, HOLD_REQUESTS, RELEASE_REQUESTS, STEP_NOT_SET ->
          throw new IllegalStateException(
              "this agent does not know the step: bring it to the controller's version");
    };
  }

  private Measured copy(Claim claim, ContainerRecord record, Copy copy, StepProgress progress) {
    return source.copy(
        claim,
        record,
        new CopyOrder(
            copy.getDestination(),
            new InetSocketAddress(copy.getAddress(), copy.getPort()),
            Mode.valueOf(copy.getMode()),
            new MemoryLimits(
                copy.getMaxGapMillis(),
                copy.getMaxRounds(),
                copy.getBytesPerSecond(),
                copy.getThrottle(),
                copy.getNoPostCopy()),
            copy.getPermit()),
        progress);
  }

  private void run(Claim claim, ContainerRecord record) {
    if (record.standing() == Standing.STARTED) {
      replicas.run(claim, record);
    } else {
      destination.run(claim, record);
    }
  }

  private Done release(Claim claim, ContainerRecord record, Release release) {
    if (release.getRunning()) {
      source.releaseRunning(claim, record, Duration.ofMillis(release.getGraceMillis()));
      return Done.getDefaultInstance();
    }
    return done(source.release(claim, record));
  }

  private void abort(Claim claim, ContainerRecord record) {
    switch (record.standing()) {
      case EXPECTED, RESUMING, STARTED -> {
        // Another migration's expectation is not ours to wipe.
        if (record.migration().equals(claim.migration())) {
          destination.abort(record);
        }
      }
      case OWNED, FROZEN -> source.abort(claim, record);
      case STOPPED -> {}
    }
  }

  private Done inspect(String name) {
    return containers.observe().stream()
        .filter(observation -> observation.name().equals(name))
        .findFirst()
        .map(observation -> Done.newBuilder().setPid((int) observation.pid()).build())
        .orElseGet(Done::getDefaultInstance);
  }

  private void checkHealth(ContainerSpec spec) {
    HealthCheck check =
        spec.health()
            .orElseThrow(() ->
                new IllegalStateException(
                    "container %s has no health check".formatted(spec.name())));
    try {
      HealthWait.askOnce(spec, check, containers.network(spec));
    } catch (IOException e) {
      throw new IllegalStateException(
          "%s does not answer its health check (%s): %s"
              .formatted(spec.name(), check, e.getMessage()),
          e);
    }
  }

  private Done survey(LookAround survey) {
    return Done.newBuilder()
        .setSurvey(Json.write(surveys.look(survey.getName(), survey.getLayersList())))
        .build();
  }

  private Done logs(String name, int tail, AnswerSink answers) {
    try (OutputStream out = new BufferedOutputStream(new LogOutput(answers), LOG_CHUNK)) {
      containers.copyLog(name, tail, out);
    } catch (IOException e) {
      throw new UncheckedIOException("log of %s cannot be read".formatted(name), e);
    }
    return Done.getDefaultInstance();
  }

  /**
   * The fence closes once it is proved, and before anything is removed: nothing can run here then.
   */
  private void giveBack(Claim claim, String name, Optional<ContainerRecord> known) {
    if (known.isEmpty() && !fence.find(name).migration().equals(claim.migration())) {
      throw new IllegalStateException(
          "nothing is known of container %s on this host: it is not given back".formatted(name));
    }
    known.ifPresent(destination::requireNeverRan);
    fence.close(name, claim.epoch(), claim.migration());
    known.ifPresent(destination::abort);
  }

  /** Refuses what belongs to a claim that is over. Commands outside a migration have none. */
  private void refuseOver(Command command, String name, Optional<ContainerRecord> known) {
    if (command.getMigration().isEmpty()) {
      return;
    }
    long seen = known.map(ContainerRecord::epoch).orElse(0L);
    if (command.getEpoch() < seen) {
      throw new IllegalStateException(
          "epoch %d is over: this host has seen epoch %d".formatted(command.getEpoch(), seen));
    }
    switch (command.getStepCase()) {
      case RELEASE, ABORT, YIELD, DISCARD -> fence.admitEnd(name, command.getEpoch());
      default -> fence.admit(name, command.getEpoch());
    }
  }

  private static ContainerRecord here(Optional<ContainerRecord> known, String name) {
    return known.orElseThrow(
        () -> new IllegalStateException("container %s is not on this host".formatted(name)));
  }

  private static Done done(Measured measured) {
    return Done.newBuilder()
        .setBytes(measured.bytes())
        .setCutMillis(measured.cutMillis())
        .setDumpMillis(measured.dumpMillis())
        .setSendMillis(measured.sendMillis())
        .setRestoreMillis(measured.restoreMillis())
        .setPages(measured.pages())
        .setPagesLeft(measured.pagesLeft())
        .setMode(measured.decision().mode().name())
        .setReason(measured.decision().reason())
        .setRounds(measured.decision().rounds())
        .build();
  }

  private static String name(Command command) {
    return switch (command.getStepCase()) {
      case START -> command.getStart().getContainer().getName();
      case STOP -> command.getStop().getName();
      case REMOVE -> command.getRemove().getName();
      case UPDATE_HOSTS -> command.getUpdateHosts().getName();
      case CHECK_HEALTH -> command.getCheckHealth().getName();
      case INSPECT -> command.getInspect().getName();
      case SURVEY -> command.getSurvey().getName();
      case LOGS -> command.getLogs().getName();
      case PREPARE -> command.getPrepare().getContainer().getName();
      case COPY -> command.getCopy().getName();
      case FREEZE -> command.getFreeze().getName();
      case RESTORE -> command.getRestore().getName();
      case START_REPLICA -> command.getStartReplica().getName();
      case RUN -> command.getRun().getName();
      case FILL -> command.getFill().getName();
      case RELEASE -> command.getRelease().getName();
      case ABORT -> command.getAbort().getName();
      case YIELD -> command.getYield().getName();
      case DISCARD -> command.getDiscard().getName();
      case HOLD_REQUESTS -> command.getHoldRequests().getName();
      case RELEASE_REQUESTS -> command.getReleaseRequests().getName();
      case GATEWAY_ROUTES, STEP_NOT_SET -> "unknown";
    };
  }

  /** Sends what is written as pieces of a log. */
  private static final class LogOutput extends OutputStream {
    private final AnswerSink answers;

    LogOutput(AnswerSink answers) {
      this.answers = answers;
    }

    @Override
    public void write(int b) {
      answers.log(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      answers.log(Arrays.copyOfRange(bytes, offset, offset + length));
    }
  }
}
