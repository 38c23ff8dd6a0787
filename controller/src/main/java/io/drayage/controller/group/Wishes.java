package io.drayage.controller.group;

import io.drayage.api.GroupRequest;
import io.drayage.api.GroupRequest.Wanted;
import io.drayage.balance.rebalance.LoadedHost;
import io.drayage.balance.rebalance.Movable;
import io.drayage.balance.rebalance.Proposal;
import io.drayage.balance.rebalance.Rebalancer;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.ApplicationRecords;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.group.GroupKind;
import io.drayage.model.group.MemberState;
import io.drayage.model.group.MoveGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/**
 * What a request asks for, before anything was looked at.
 *
 * @param members what moves, and where, as far as that was said
 * @param leaving the hosts that all leave, and that take nothing from now on
 * @param notes what else its user should know
 * @param gain what a rebalancing would change, in words
 */
record Wishes(List<Wanted> members, List<String> leaving, List<String> notes, String gain) {
  private static final int MOST_MEMBERS = 5000;

  /**
   * Reads a request.
   *
   * @param applications what is kept of each
   * @param earlier groups, the newest first: a rebalancing takes nothing back at once
   * @param lawful whether a container may go to a host
   */
  static Wishes of(
      GroupRequest request,
      Fleet fleet,
      ApplicationRecords applications,
      List<MoveGroup> earlier,
      BiPredicate<String, String> lawful) {
    Wishes wishes =
        switch (request.kind()) {
          case DRAIN -> leave(fleet, List.of(fleet.host(request.subject()).host().name()));
          case EVACUATE -> leave(fleet, ofCloud(fleet, request.subject()));
          case REBALANCE -> even(fleet, earlier, lawful);
          case MIGRATE ->
              request.members().isEmpty() && !request.subject().isEmpty()
                  ? AppMembers.of(request.subject(), request.to(), applications, fleet)
                  : new Wishes(request.members(), List.of(), List.of(), "");
        };
    check(request.kind(), wishes.members());
    return wishes;
  }

  private static List<String> ofCloud(Fleet fleet, String cloud) {
    List<String> hosts = fleet.named(cloud);
    if (hosts.equals(List.of(cloud))) {
      throw new RequestException(
          Reason.INVALID,
          "%s is a host and no provider: use 'dray drain %s'".formatted(cloud, cloud));
    }
    return hosts;
  }

  private static Wishes leave(Fleet fleet, List<String> hosts) {
    var members = new ArrayList<Wanted>();
    var notes = new ArrayList<String>();
    for (String host : hosts) {
      for (OwnedContainer one : fleet.on(host)) {
        String name = one.spec().name();
        if (one.wanted() == OwnedContainer.Wanted.STOPPED) {
          notes.add("%s is stopped: it stays on %s".formatted(name, host));
        } else {
          members.add(new Wanted(name, "", 0, List.of()));
        }
      }
    }
    return new Wishes(members, hosts, notes, "");
  }

  private static Wishes even(
      Fleet fleet, List<MoveGroup> earlier, BiPredicate<String, String> lawful) {
    Map<String, String> cameFrom = cameFrom(earlier);
    Set<String> open = fleet.open().stream().map(h -> h.host().name()).collect(Collectors.toSet());
    List<LoadedHost> hosts =
        fleet.hosts().values().stream()
            .filter(view -> open.contains(view.host().name()))
            .map(view ->
                new LoadedHost(
                    view.host().name(), view.host().memoryBytes(), view.reservedBytes(), true))
            .sorted((one, other) -> one.host().compareTo(other.host()))
            .toList();
    List<Movable> movable =
        fleet.containers().values().stream()
            .filter(one -> fleet.runs(one.spec().name()))
            .map(one ->
                new Movable(
                    one.spec().name(),
                    one.host(),
                    one.spec().memoryBytes(),
                    cameFrom.getOrDefault(one.spec().name(), "")))
            .toList();
    Proposal proposal = Rebalancer.propose(hosts, movable, lawful);
    return new Wishes(
        proposal.moves().stream()
            .map(move -> new Wanted(move.container(), move.to(), 0, List.of()))
            .toList(),
        List.of(),
        List.of(),
        String.format(
            Locale.ROOT,
            "the fullest and the emptiest host are %.0f %% of their memory apart, and %.0f %% after %d moves",
            proposal.spreadBefore() * 100,
            proposal.spreadAfter() * 100,
            proposal.moves().size()));
  }

  /** From where the last rebalancing that moved it took each container. */
  private static Map<String, String> cameFrom(List<MoveGroup> earlier) {
    Map<String, String> from = new HashMap<>();
    for (MoveGroup group : earlier) {
      if (group.kind() == GroupKind.REBALANCE) {
        group.members().stream()
            .filter(member -> member.state() == MemberState.MOVED)
            .forEach(member -> from.putIfAbsent(member.container(), member.source()));
      }
    }
    return from;
  }

  private static void check(GroupKind kind, List<Wanted> members) {
    if (kind == GroupKind.MIGRATE && members.isEmpty()) {
      throw invalid("a group without containers moves nothing: name some");
    }
    if (members.size() > MOST_MEMBERS) {
      throw invalid("a group has at most %d containers: make several".formatted(MOST_MEMBERS));
    }
    Map<String, Integer> waves = new HashMap<>();
    for (Wanted member : members) {
      if (waves.put(member.container(), member.wave()) != null) {
        throw invalid("container %s is named twice: name it once".formatted(member.container()));
      }
      if (member.wave() < 0 || member.wave() > MOST_MEMBERS) {
        throw invalid("wave %d is not valid: count from 0".formatted(member.wave()));
      }
    }
    for (Wanted member : members) {
      for (String before : member.after()) {
        if (waves.getOrDefault(before, 0) > member.wave()) {
          throw invalid(
              "container %s waits for %s, which is in a later wave: give it that wave or a later one"
                  .formatted(member.container(), before));
        }
      }
    }
    Set<String> placed = new HashSet<>();
    List<Wanted> left = new ArrayList<>(members);
    while (!left.isEmpty()) {
      List<Wanted> next =
          left.stream().filter(member -> placed.containsAll(member.after())).toList();
      if (next.isEmpty()) {
        Wanted first = left.getFirst();
        throw invalid(
            "container %s waits for %s, which is not in the group or waits for it: mend the dependencies"
                .formatted(first.container(), String.join(", ", first.after())));
      }
      next.forEach(member -> placed.add(member.container()));
      left.removeAll(next);
    }
  }

  private static RequestException invalid(String message) {
    return new RequestException(Reason.INVALID, message);
  }
}
