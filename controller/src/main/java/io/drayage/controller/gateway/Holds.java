package io.drayage.controller.gateway;

import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.migration.Migration;
import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.HoldRequests;
import io.drayage.protocol.v1.ReleaseRequests;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One migration's holds at all gateways. A gateway that does not answer never keeps a container
 * from moving, and none holds for ever: a hold ends by itself. Owned by the migration's thread.
 */
public final class Holds {
  private static final Logger LOG = LoggerFactory.getLogger(Holds.class);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final AgentRegistry agents;
  private final Migration migration;
  private List<AgentConnection> holding = List.of();

  public Holds(AgentRegistry agents, Migration migration) {
    this.agents = agents;
    this.migration = migration;
  }

  /**
   * Has all gateways hold what comes for the container, if anything is published of it. Returns
   * when all do, after 300 ms at most.
   */
  public void hold(ContainerSpec spec) {
    if (spec.publications().isEmpty()) {
      return;
    }
    holding = agents.all();
    ask(spec, LONGEST);
  }

  /**
   * Has all gateways go through a hold that holds nobody, so that the real one finds their programs
   * warm: clients wait for that one. Takes 300 ms at most.
   */
  public void rehearse(ContainerSpec spec) {
    if (!spec.publications().isEmpty()) {
      ask(spec, Duration.ZERO);
    }
  }

  private void ask(ContainerSpec spec, Duration longest) {
    List<AgentConnection> all = agents.all();
    var answers = new CountDownLatch(all.size());
    var hold =
        HoldRequests.newBuilder()
            .setName(spec.name())
            .setLongestMillis((int) longest.toMillis())
            .build();
    for (AgentConnection agent : all) {
      inBackground(
          agent,
          () -> {
            send(agent, Command.newBuilder().setHoldRequests(hold));
            answers.countDown();
          });
    }
    try {
      if (!answers.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Migration {}: not every gateway holds requests", migration.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Releases what is held, and does not wait for it. Harmless when nothing is. */
  public void release() {
    ReleaseRequests release = ReleaseRequests.newBuilder().setName(migration.container()).build();
    for (AgentConnection agent : holding) {
      inBackground(agent, () -> send(agent, Command.newBuilder().setReleaseRequests(release)));
    }
    holding = List.of();
  }

  private void send(AgentConnection agent, Command.Builder command) {
    try {
      var _ = agent.send(command.setEpoch(migration.epoch()), LIMIT);
    } catch (AgentFailure e) {
      LOG.warn(
          "Migration {}: gateway of {}: {}", migration.id(), agent.host().name(), e.getMessage());
    }
  }

  private static void inBackground(AgentConnection agent, Runnable task) {
    Thread _ = Thread.ofVirtual().name("gateway of " + agent.host().name()).start(task);
  }
}
