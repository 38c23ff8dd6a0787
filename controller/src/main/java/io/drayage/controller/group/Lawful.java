package io.drayage.controller.group;

import io.drayage.balance.place.Item;
import io.drayage.balance.place.Law;
import io.drayage.balance.place.Room;
import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.protection.Guard;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.trust.TrustException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the policy where containers may go. Containers without a Regulation differ to it in nothing,
 * so one answer serves all of a host. Only for choosing: each move is decided about anew. Owned by
 * one planning.
 */
final class Lawful implements Law {
  private record Question(String container, String from, String to) {}

  private final Fleet fleet;
  private final AgentRegistry agents;
  private final Guard guard;
  private final Map<Question, Boolean> answers = new HashMap<>();
  private final Set<String> present = new HashSet<>();

  Lawful(Fleet fleet, AgentRegistry agents, Guard guard) {
    this.fleet = fleet;
    this.agents = agents;
    this.guard = guard;
    fleet.containers().values().forEach(one -> present.add(one.host() + " " + one.spec().image()));
  }

  @Override
  public boolean allows(Item item, Room room) {
    return allows(item.container(), room.host());
  }

  /** Layers of an image that another container of the host has are there. */
  @Override
  public long extraBytes(Item item, Room room) {
    String image = fleet.container(item.container()).spec().image();
    return present.contains(room.host() + " " + image)
        ? 0
        : fleet.imageBytes().getOrDefault(image, 0L);
  }

  boolean allows(String container, String to) {
    OwnedContainer one = fleet.container(container);
    String who = one.spec().regulation().isPresent() ? container : "";
    Question question = new Question(who, one.host(), to);
    Boolean known = answers.get(question);
    if (known == null) {
      known = ask(one.spec(), one.host(), to);
      answers.put(question, known);
    }
    return known;
  }

  private boolean ask(ContainerSpec spec, String from, String to) {
    Optional<AgentConnection> source = agents.find(from);
    Optional<AgentConnection> destination = agents.find(to);
    if (source.isEmpty() || destination.isEmpty()) {
      return false;
    }
    try {
      return guard.explain(spec, source.orElseThrow(), destination.orElseThrow()).allowed();
    } catch (TrustException e) {
      throw new RequestException(Reason.CONFLICT, String.valueOf(e.getMessage()), e);
    }
  }
}
