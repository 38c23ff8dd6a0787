package io.drayage.controller.group;

import io.drayage.api.GroupPlanView;
import io.drayage.api.GroupRequest;
import io.drayage.api.GroupRequest.Wanted;
import io.drayage.api.HostView;
import io.drayage.balance.deadline.ExpectedMove;
import io.drayage.balance.deadline.GroupEstimate;
import io.drayage.balance.place.Item;
import io.drayage.balance.place.Placement;
import io.drayage.balance.place.Room;
import io.drayage.balance.schedule.Limits;
import io.drayage.balance.schedule.Link;
import io.drayage.balance.schedule.Policies;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.container.Hosts;
import io.drayage.controller.protection.Guard;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.forecast.predict.Forecast;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.group.Member;
import io.drayage.model.group.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Has both sides agree before anything moves (thesis 4.4, step 1): finds hosts, sums what they
 * need, makes every check of every move, and says all that stands in the way at once. Thread-safe.
 */
final class GroupPlanner {
  private static final int EARLIER = 100;

  private final Journal journal;
  private final Hosts hosts;
  private final AgentRegistry agents;
  private final Guard guard;
  private final Preflights preflights;

  GroupPlanner(
      Journal journal, Hosts hosts, AgentRegistry agents, Guard guard, Preflights preflights) {
    this.journal = journal;
    this.hosts = hosts;
    this.agents = agents;
    this.guard = guard;
    this.preflights = preflights;
  }

  Planned plan(GroupRequest request) {
    long began = System.nanoTime();
    Fleet fleet = Fleet.of(journal, hosts, agents);
    var law = new Lawful(fleet, agents, guard);
    Wishes wishes =
        Wishes.of(
            request, fleet, journal.applications(), journal.groups().newest(EARLIER), law::allows);
    var refusals = new ArrayList<String>();
    Map<String, String> places = place(request, wishes, fleet, law, refusals);
    refusals.addAll(overfull(wishes, places, fleet));
    taken(wishes).ifPresent(refusals::add);
    Map<String, Preflights.Result> seen = preflights.of(request, places);
    seen.forEach((container, result) ->
        result.refusals().forEach(why -> refusals.add("%s: %s".formatted(container, why))));
    List<Member> members = new ArrayList<>();
    List<GroupPlanView.Move> moves = new ArrayList<>();
    for (Wanted wanted : wishes.members()) {
      String to = places.get(wanted.container());
      if (to == null) {
        continue;
      }
      ContainerSpec spec = fleet.container(wanted.container()).spec();
      Optional<Forecast> forecast =
          Optional.ofNullable(seen.get(wanted.container())).flatMap(Preflights.Result::forecast);
      long bytes = forecast.map(one -> Math.round(one.bytesSent().value())).orElse(0L);
      String from = fleet.container(wanted.container()).host();
      members.add(
          Member.waiting(
              wanted.container(),
              from,
              to,
              wanted.wave(),
              wanted.after(),
              spec.service(),
              request.first().contains(wanted.container()) ? 1 : 0,
              bytes));
      moves.add(
          new GroupPlanView.Move(
              wanted.container(),
              from,
              to,
              wanted.wave(),
              bytes,
              forecast.map(one -> Math.round(one.totalMillis().value())).orElse(0L),
              forecast.map(one -> Math.round(one.gapMillis().value())).orElse(0L)));
    }
    Optional<GroupEstimate> estimate = estimate(request, members, seen);
    var view =
        new GroupPlanView(
            request.kind(),
            request.subject(),
            request.strategy(),
            request.order(),
            moves,
            refusals,
            wishes.notes(),
            estimate.map(
                one -> new GroupPlanView.Interval(one.lowMillis(), one.millis(), one.highMillis())),
            deadline(request, estimate),
            wishes.gain(),
            Duration.ofNanos(System.nanoTime() - began).toMillis());
    return new Planned(view, members, wishes.leaving());
  }

  /** A host for each member; who has none is named in the refusals. */
  private static Map<String, String> place(
      GroupRequest request, Wishes wishes, Fleet fleet, Lawful law, List<String> refusals) {
    Map<String, String> places = new TreeMap<>();
    List<Item> items = new ArrayList<>();
    Map<String, Long> promised = new HashMap<>();
    for (Wanted wanted : wishes.members()) {
      OwnedContainer one = fleet.container(wanted.container());
      if (wanted.to().isEmpty()) {
        items.add(
            new Item(
                wanted.container(), one.spec().service(), one.host(), one.spec().memoryBytes()));
      } else {
        places.put(wanted.container(), fleet.host(wanted.to()).host().name());
        promised.merge(wanted.to(), one.spec().memoryBytes(), Long::sum);
      }
    }
    if (!items.isEmpty()) {
      Placement placement = Placement.of(items, rooms(request, wishes, fleet, promised), law);
      places.putAll(placement.hosts());
      placement.unplaced().forEach((container, why) -> refusals.add(container + ": " + why));
    }
    return places;
  }

  private static List<Room> rooms(
      GroupRequest request, Wishes wishes, Fleet fleet, Map<String, Long> promised) {
    Set<String> allowed =
        request.to().stream()
            .flatMap(name -> fleet.named(name).stream())
            .collect(Collectors.toCollection(HashSet::new));
    return fleet.open().stream()
        .map(HostView::host)
        .filter(host -> allowed.isEmpty() || allowed.contains(host.name()))
        .filter(host -> !wishes.leaving().contains(host.name()))
        .map(host -> {
          List<OwnedContainer> there = fleet.on(host.name());
          return new Room(
              host.name(),
              fleet.freeBytes(host.name()) - promised.getOrDefault(host.name(), 0L),
              there.size(),
              there.stream()
                  .filter(one -> !one.spec().service().isEmpty())
                  .collect(
                      Collectors.groupingBy(
                          one -> one.spec().service(), Collectors.summingInt(one -> 1))));
        })
        .toList();
  }

  /** Hosts that have room for each of their new containers, but not for all. */
  private static List<String> overfull(Wishes wishes, Map<String, String> places, Fleet fleet) {
    Map<String, List<String>> coming = new TreeMap<>();
    Map<String, Long> bytes = new HashMap<>();
    for (Wanted wanted : wishes.members()) {
      String to = places.get(wanted.container());
      OwnedContainer one = fleet.container(wanted.container());
      if (to != null && !to.equals(one.host())) {
        coming.computeIfAbsent(to, host -> new ArrayList<>()).add(wanted.container());
        bytes.merge(to, one.spec().memoryBytes(), Long::sum);
      }
    }
    return coming.entrySet().stream()
        .filter(host -> bytes.getOrDefault(host.getKey(), 0L) > fleet.freeBytes(host.getKey()))
        .map(host ->
            "host %s: %s need %d MiB together and %d MiB are free"
                .formatted(
                    host.getKey(),
                    String.join(", ", host.getValue()),
                    bytes.getOrDefault(host.getKey(), 0L) >> 20,
                    fleet.freeBytes(host.getKey()) >> 20))
        .toList();
  }

  private Optional<String> taken(Wishes wishes) {
    return journal
        .groups()
        .openGroup(wishes.members().stream().map(Wanted::container).toList())
        .map(group ->
            "some of them move with group %s already: wait for its end, or 'dray group cancel %s'"
                .formatted(group, group));
  }

  private static Optional<GroupEstimate> estimate(
      GroupRequest request, List<Member> members, Map<String, Preflights.Result> seen) {
    List<ExpectedMove> expected = new ArrayList<>();
    Map<Link, Double> rates = new HashMap<>();
    for (Member member : members) {
      Optional<Forecast> forecast =
          Optional.ofNullable(seen.get(member.container())).flatMap(Preflights.Result::forecast);
      if (forecast.isEmpty()) {
        return Optional.empty();
      }
      Forecast one = forecast.orElseThrow();
      var link = new Link(member.source(), member.destination());
      rates.put(link, (double) one.link().bytesPerSecond());
      expected.add(
          new ExpectedMove(
              link,
              one.totalMillis().low(),
              one.totalMillis().value(),
              one.totalMillis().high(),
              one.bytesSent().value(),
              member.wave()));
    }
    int parallel = Policies.expectedParallel(request.order());
    if (request.maxParallel() > 0) {
      parallel = Math.min(parallel, request.maxParallel());
    }
    return Optional.of(GroupEstimate.of(expected, parallel, rates));
  }

  private static Optional<GroupPlanView.Deadline> deadline(
      GroupRequest request, Optional<GroupEstimate> estimate) {
    if (request.deadlineMillis() == 0) {
      return Optional.empty();
    }
    GroupEstimate.Chance chance =
        estimate
            .map(one -> one.chance(request.deadlineMillis()))
            .orElse(GroupEstimate.Chance.UNSURE);
    return Optional.of(
        new GroupPlanView.Deadline(
            request.deadlineMillis(), chance.name().toLowerCase(Locale.ROOT)));
  }

  /** Refuses a request whose options make no sense. */
  static void check(GroupRequest request) {
    try {
      var _ = Policies.parse(request.order());
      var _ = Strategy.parse(request.strategy());
    } catch (IllegalArgumentException e) {
      throw new RequestException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
    if (request.maxParallel() < 0 || request.maxParallel() > Limits.MOST) {
      throw new RequestException(
          Reason.INVALID, "--max-parallel: use a number from 1 to %d".formatted(Limits.MOST));
    }
    if (request.deadlineMillis() < 0) {
      throw new RequestException(Reason.INVALID, "a deadline lies ahead: use one from 1s on");
    }
    if (request.limits().bytesPerSecond() > 0 && request.maxParallel() == 0) {
      throw new RequestException(
          Reason.INVALID,
          "a group's bandwidth is divided among the moves at once: give --max-parallel with --bandwidth");
    }
  }
}
