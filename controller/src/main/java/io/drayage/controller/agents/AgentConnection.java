package io.drayage.controller.agents;

import io.drayage.model.host.Host;
import io.drayage.model.host.HostFacts;
import io.drayage.protocol.v1.AgentMessage;
import io.drayage.protocol.v1.Answer;
import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.ContainerStatus;
import io.drayage.protocol.v1.ControllerMessage;
import io.drayage.protocol.v1.Done;
import io.drayage.protocol.v1.Failure;
import io.drayage.protocol.v1.Progress;
import io.drayage.trust.policy.HostEvidence;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connected agent. Thread-safe; ends when its call does. */
public final class AgentConnection {
  private static final Logger LOG = LoggerFactory.getLogger(AgentConnection.class);

  private final Host host;
  private final HostFacts facts;
  private final int streamPort;
  private final HostEvidence evidence;
  private final StreamObserver<ControllerMessage> down;
  private final AtomicLong commands = new AtomicLong();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private volatile Map<String, ContainerStatus> inventory = Map.of();
  private volatile boolean ended;

  private record Pending(
      CompletableFuture<Done> answer, Consumer<Progress> progress, Consumer<byte[]> log) {}

  AgentConnection(
      Host host,
      HostFacts facts,
      int streamPort,
      HostEvidence evidence,
      StreamObserver<ControllerMessage> down) {
    this.evidence = evidence;
    this.host = host;
    this.facts = facts;
    this.streamPort = streamPort;
    this.down = down;
  }

  /** The host it is on. */
  public Host host() {
    return host;
  }

  /** What it found there. */
  public HostFacts facts() {
    return facts;
  }

  /** Where other agents reach its page stream. */
  public int streamPort() {
    return streamPort;
  }

  /** Its key, and what others certify of it. */
  public HostEvidence evidence() {
    return evidence;
  }

  /** What it last said about a container. */
  public Optional<ContainerStatus> status(String container) {
    return Optional.ofNullable(inventory.get(container));
  }

  /** Sends a command and waits for its answer. */
  public Done send(Command.Builder command, Duration limit) {
    return send(command, limit, progress -> {}, log -> {});
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @param progress called on gRPC's thread with news on the way
   * @param log called on gRPC's thread with pieces of a log, in order
   * @throws AgentFailure when the agent refuses or fails, or nobody knows
   */
  public Done send(
      Command.Builder command, Duration limit, Consumer<Progress> progress, Consumer<byte[]> log) {
    long id = commands.incrementAndGet();
    var waiting = new Pending(new CompletableFuture<>(), progress, log);
    pending.put(id, waiting);
    try {
      if (ended) {
        throw lost();
      }
      ask(command.setId(id).build());
      return waiting.answer().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AgentFailure failure) {
        throw new AgentFailure(String.valueOf(failure.getMessage()), failure.lost());
      }
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new AgentFailure(
          "host %s did not finish within %d s".formatted(host.name(), limit.toSeconds()), true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentFailure("interrupted while host %s was at work".formatted(host.name()), true);
    } finally {
      pending.remove(id);
    }
  }

  void heard(AgentMessage message) {
    switch (message.getBodyCase()) {
      case INVENTORY -> remember(message.getInventory().getContainersList());
      case ANSWER -> answered(message.getAnswer());
      case PROGRESS -> {
        Pending waiting = pending.get(message.getProgress().getCommand());
        if (waiting != null) {
          waiting.progress().accept(message.getProgress());
        }
      }
      case LOG -> {
        Pending waiting = pending.get(message.getLog().getCommand());
        if (waiting != null) {
          waiting.log().accept(message.getLog().getData().toByteArray());
        }
      }
      case HELLO, BODY_NOT_SET -> {}
    }
  }

  void end() {
    ended = true;
    pending.values().forEach(waiting -> waiting.answer().completeExceptionally(lost()));
  }

  void tell(ControllerMessage message) {
    synchronized (down) {
      down.onNext(message);
    }
  }

  private void ask(Command command) {
    try {
      tell(ControllerMessage.newBuilder().setCommand(command).build());
    } catch (IllegalStateException | StatusRuntimeException e) {
      // The call was over before this end was told so.
      LOG.warn("A command did not reach host {}: {}", host.name(), e.getMessage());
      throw lost();
    }
  }

  private void remember(List<ContainerStatus> containers) {
    var seen = new ConcurrentHashMap<String, ContainerStatus>();
    containers.forEach(status -> seen.put(status.getName(), status));
    inventory = Map.copyOf(seen);
  }

  private void answered(Answer answer) {
    Pending waiting = pending.get(answer.getCommand());
    if (waiting == null) {
      return;
    }
    if (answer.hasFailure()) {
      Failure failure = answer.getFailure();
      String where =
          failure.getLogPath().isEmpty()
              ? ""
              : " (full log on %s: %s)".formatted(host.name(), failure.getLogPath());
      waiting.answer().completeExceptionally(new AgentFailure(failure.getMessage() + where, false));
    } else {
      waiting.answer().complete(answer.getDone());
    }
  }

  private AgentFailure lost() {
    return new AgentFailure(
        "the agent of host %s is not connected: start it, or wait for the link"
            .formatted(host.name()),
        true);
  }
}
