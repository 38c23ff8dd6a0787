package io.drayage.controller.agents;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agents connected now, by host. Thread-safe. */
public final class AgentRegistry {
  private static final Logger LOG = LoggerFactory.getLogger(AgentRegistry.class);

  private final Map<String, AgentConnection> connections = new ConcurrentHashMap<>();
  private final List<Consumer<AgentConnection>> listeners = new CopyOnWriteArrayList<>();

  /** The connection of a host's agent. */
  public Optional<AgentConnection> find(String host) {
    return Optional.ofNullable(connections.get(host));
  }

  /** All that are connected. */
  public List<AgentConnection> all() {
    return List.copyOf(connections.values());
  }

  /**
   * The connection of a host's agent.
   *
   * @throws AgentFailure when it is not connected
   */
  public AgentConnection require(String host) {
    return find(host)
        .orElseThrow(() ->
            new AgentFailure(
                "the agent of host %s is not connected: start it, or choose another host"
                    .formatted(host),
                true));
  }

  /** Has every agent that connects from now on told to {@code listener}, on gRPC's thread. */
  public void onConnect(Consumer<AgentConnection> listener) {
    listeners.add(listener);
  }

  /** A second connection of a host takes the place of the first, which is then ended. */
  void connected(AgentConnection connection) {
    AgentConnection before = connections.put(connection.host().name(), connection);
    if (before != null) {
      before.end();
    }
    LOG.info(
        "Agent of {} connected from {}", connection.host().name(), connection.host().address());
    listeners.forEach(listener -> listener.accept(connection));
  }

  void disconnected(AgentConnection connection) {
    connections.remove(connection.host().name(), connection);
    connection.end();
    LOG.info("Agent of {} disconnected", connection.host().name());
  }
}
