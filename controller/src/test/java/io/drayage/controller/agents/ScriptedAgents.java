package io.drayage.controller.agents;

import io.drayage.model.host.Host;
import io.drayage.model.host.HostFacts;
import io.drayage.protocol.v1.AgentMessage;
import io.drayage.protocol.v1.Answer;
import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.ControllerMessage;
import io.drayage.protocol.v1.Done;
import io.drayage.protocol.v1.Failure;
import io.drayage.trust.identity.KeyFingerprint;
import io.drayage.trust.policy.HostEvidence;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Agents behind real connections that do as they are told: each step succeeds unless a test says
 * otherwise. A step is called {@code host STEP}.
 */
public final class ScriptedAgents {
  /** What an agent does with a command before it answers that it is done. */
  @FunctionalInterface
  public interface Act {
    /** Throws to answer with a failure. */
    void perform(Command command);
  }

  private static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Silence extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final AgentRegistry registry = new AgentRegistry();
  private final Map<String, Deque<Act>> acts = new ConcurrentHashMap<>();
  private final List<String> steps = new CopyOnWriteArrayList<>();
  private final List<Command> commands = new CopyOnWriteArrayList<>();

  /** The registry in which they are connected. */
  public AgentRegistry registry() {
    return registry;
  }

  /** Connects a host's agent, which takes the place of an earlier one. */
  public AgentConnection connect(Host host) {
    return connect(host, evidence(host));
  }

  /** Connects the agent of a host that shows this of itself. */
  public AgentConnection connect(Host host, HostEvidence evidence) {
    var self = new AtomicReference<AgentConnection>();
    var down =
        new StreamObserver<ControllerMessage>() {
          @Override
          public void onNext(ControllerMessage message) {
            Command command = message.getCommand();
            steps.add(host.name() + " " + command.getStepCase());
            commands.add(command);
            Thread.startVirtualThread(() -> answer(host, self.get(), command));
          }

          @Override
          public void onError(Throwable cause) {}

          @Override
          public void onCompleted() {}
        };
    var facts = new HostFacts("6.12", "amd64", "runc 1.1", true, "criu 4.2.1", true);
    self.set(new AgentConnection(host, facts, 7000, evidence, down));
    registry.connected(self.get());
    return self.get();
  }

  /** A host that shows nothing but a key. */
  static HostEvidence evidence(Host host) {
    return new HostEvidence(
        host.name(), new KeyFingerprint("ab".repeat(32)), Optional.empty(), Optional.empty());
  }

  /** Fails the next command of this step. */
  public void fail(String step, String reason) {
    act(
        step,
        command -> {
          throw new IllegalStateException(reason);
        });
  }

  /** Ends the connection instead of answering the next command of this step, and connects again. */
  public void lose(String step) {
    act(
        step,
        command -> {
          throw new Lost();
        });
  }

  /** Never answers the next command of this step. */
  public void ignore(String step) {
    act(
        step,
        command -> {
          throw silence();
        });
  }

  /** Thrown by an act, leaves its command without an answer. */
  public static RuntimeException silence() {
    return new Silence();
  }

  /** Does something before the next command of this step is answered. */
  public void act(String step, Act act) {
    acts.computeIfAbsent(step, name -> new ArrayDeque<>()).add(act);
  }

  /** The steps in the order of their commands. */
  public List<String> steps() {
    return List.copyOf(steps);
  }

  /** Every command. */
  public List<Command> commands() {
    return List.copyOf(commands);
  }

  private void answer(Host host, AgentConnection connection, Command command) {
    var answer = Answer.newBuilder().setCommand(command.getId());
    try {
      var waiting = acts.get(host.name() + " " + command.getStepCase());
      Act act = waiting == null ? null : waiting.poll();
      if (act != null) {
        act.perform(command);
      }
      answer.setDone(Done.newBuilder().setBytes(4096).setDumpMillis(20));
    } catch (Lost e) {
      registry.disconnected(connection);
      connect(host);
      return;
    } catch (Silence e) {
      return;
    } catch (RuntimeException e) {
      answer.setFailure(Failure.newBuilder().setMessage(String.valueOf(e.getMessage())));
    }
    connection.heard(AgentMessage.newBuilder().setAnswer(answer).build());
  }
}
