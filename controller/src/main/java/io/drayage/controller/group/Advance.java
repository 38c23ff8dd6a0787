package io.drayage.controller.group;

import io.drayage.balance.schedule.Limits;
import io.drayage.balance.schedule.Link;
import io.drayage.balance.schedule.Policies;
import io.drayage.balance.schedule.RunningMove;
import io.drayage.balance.schedule.Sample;
import io.drayage.balance.schedule.SchedulingPolicy;
import io.drayage.balance.schedule.Situation;
import io.drayage.balance.schedule.WaitingMove;
import io.drayage.journal.GroupRecords;
import io.drayage.model.group.GroupState;
import io.drayage.model.group.GroupTerms;
import io.drayage.model.group.Member;
import io.drayage.model.group.MemberState;
import io.drayage.model.group.MoveGroup;
import io.drayage.model.group.Strategy;
import io.drayage.model.migration.Figures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Moves a group on: has its policy say which moves begin, and finds its end. */
final class Advance {
  /** How long a wave may take to be healthy after its last move. */
  static final Duration HEALTH_LIMIT = Duration.ofMinutes(1);

  private final GroupRecords records;
  private final Moves moves;
  private final Traffic traffic;
  private final Members members;
  private final Clock clock;
  private final SchedulingPolicy policy;
  private final int maxParallel;

  private final List<Sample> finished = new ArrayList<>();
  private final Set<String> counted = new HashSet<>();
  private final Map<Integer, Instant> unhealthySince = new HashMap<>();
  private int underWayBefore;

  Advance(
      GroupRecords records,
      Moves moves,
      Traffic traffic,
      Members members,
      Clock clock,
      GroupTerms terms) {
    this.records = records;
    this.moves = moves;
    this.traffic = traffic;
    this.members = members;
    this.clock = clock;
    this.policy = Policies.parse(terms.order());
    this.maxParallel = terms.maxParallel() == 0 ? Limits.MOST : terms.maxParallel();
  }

  void step(MoveGroup group) {
    List<Member> failed = in(group, MemberState.FAILED);
    if (!failed.isEmpty() && group.strategy() == Strategy.ATOMIC) {
      Member first = failed.getFirst();
      undo(group, "%s stays: %s".formatted(first.container(), first.failure()));
      return;
    }
    Optional<Integer> unhealthy = unhealthyWave(group);
    if (unhealthy.isPresent()) {
      notHealthy(group, unhealthy.orElseThrow());
      return;
    }
    count(group);
    Situation situation = situation(group);
    Map<String, Member> byName =
        group.members().stream().collect(Collectors.toMap(Member::container, Function.identity()));
    var starts = policy.next(situation);
    starts.forEach(start ->
        Optional.ofNullable(byName.get(start.move().container()))
            .ifPresent(member -> members.begin(group, member)));
    underWayBefore = in(group, MemberState.STARTED).size() + starts.size();
    if (underWayBefore == 0 && !canStillBegin(group, situation)) {
      end(group);
    }
  }

  private void undo(MoveGroup group, String why) {
    records.advance(group.id(), group.state(), GroupState.UNDOING, why, clock.instant());
  }

  /** A wave all of whose members have moved, and of which one does not run. */
  private Optional<Integer> unhealthyWave(MoveGroup group) {
    int open = openWave(group);
    return group.members().stream()
        .filter(member -> member.wave() < open && member.state() == MemberState.MOVED)
        .filter(member -> !moves.healthy(member.container()))
        .map(Member::wave)
        .findFirst();
  }

  private void notHealthy(MoveGroup group, int wave) {
    Instant since = unhealthySince.computeIfAbsent(wave, one -> clock.instant());
    if (Duration.between(since, clock.instant()).compareTo(HEALTH_LIMIT) < 0) {
      return;
    }
    String why =
        "wave %d has moved and does not run: see 'dray ps' for which of it".formatted(wave);
    if (group.strategy() == Strategy.ATOMIC) {
      undo(group, why);
    } else {
      records.advance(group.id(), group.state(), GroupState.STOPPING, why, clock.instant());
    }
  }

  /** What each finished move tells of the bandwidth: all that went beside it carried as much. */
  private void count(MoveGroup group) {
    for (Member member : in(group, MemberState.MOVED)) {
      if (counted.add(member.container())) {
        Figures figures =
            moves.find(member.migration()).map(one -> one.figures()).orElse(Figures.NONE);
        if (figures.totalMillis() > 0 && underWayBefore > 0) {
          double rate = figures.bytesSent() * 1000.0 / figures.totalMillis();
          finished.add(new Sample(underWayBefore, rate * underWayBefore));
        }
      }
    }
  }

  private Situation situation(MoveGroup group) {
    List<Member> waiting = in(group, MemberState.WAITING);
    List<RunningMove> own =
        in(group, MemberState.STARTED).stream().map(one -> running(group, one)).toList();
    Set<Link> links =
        Stream.concat(waiting.stream(), in(group, MemberState.STARTED).stream())
            .map(Advance::link)
            .collect(Collectors.toSet());
    traffic.report(group.id(), own, links, clock.instant());
    return new Situation(
        group.id(),
        waiting.stream().map(Advance::waiting).toList(),
        traffic.running(),
        in(group, MemberState.MOVED).stream().map(Member::container).collect(Collectors.toSet()),
        openWave(group),
        traffic.throughput(),
        finished,
        traffic.contenders(),
        new Limits(maxParallel, Limits.PER_HOST, perService(group)));
  }

  /** One replica of each service stays where clients reach it without a gap. */
  private Map<String, Integer> perService(MoveGroup group) {
    if (group.members().stream().allMatch(member -> member.service().isEmpty())) {
      return Map.of();
    }
    return moves.replicas().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> Math.max(1, one.getValue() - 1)));
  }

  /** The first wave that has not moved as a whole; a failure keeps it open for ever. */
  private static int openWave(MoveGroup group) {
    return group.members().stream()
        .filter(member -> member.state() != MemberState.MOVED)
        .mapToInt(Member::wave)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static boolean canStillBegin(MoveGroup group, Situation situation) {
    return in(group, MemberState.WAITING).stream()
        .anyMatch(member ->
            member.wave() <= situation.openWave() && situation.done().containsAll(member.after()));
  }

  private void end(MoveGroup group) {
    List<Member> failed = in(group, MemberState.FAILED);
    for (Member member : in(group, MemberState.WAITING)) {
      members.write(member, member.in(MemberState.STAYED));
    }
    records.advance(
        group.id(), group.state(), Ends.of(group), Ends.why(group, failed), clock.instant());
  }

  private RunningMove running(MoveGroup group, Member member) {
    Moves.Progress progress = members.progress(member);
    return new RunningMove(
        group.id(),
        member.container(),
        member.service(),
        link(member),
        member.bytes(),
        progress.bytes(),
        progress.dirtyBytesPerSecond());
  }

  private static WaitingMove waiting(Member member) {
    return new WaitingMove(
        member.container(),
        member.service(),
        member.bytes(),
        0,
        member.priority(),
        member.wave(),
        Set.copyOf(member.after()),
        link(member));
  }

  private static Link link(Member member) {
    return new Link(member.source(), member.destination());
  }

  private static List<Member> in(MoveGroup group, MemberState state) {
    return group.members().stream().filter(member -> member.state() == state).toList();
  }
}
