package io.drayage.controller.group;

import io.drayage.balance.schedule.Link;
import io.drayage.balance.schedule.RunningMove;
import io.drayage.balance.schedule.Sample;
import io.drayage.balance.schedule.Throughput;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What all groups of this controller have on their links, and what those carry. Thread-safe. */
final class Traffic {
  /** Shorter than this, progress comes in lumps. */
  private static final Duration WINDOW = Duration.ofMillis(500);

  private final Map<String, List<RunningMove>> running = new TreeMap<>();
  private final Map<String, Set<Link>> wanted = new HashMap<>();
  private final Map<String, Long> sentBefore = new HashMap<>();
  private Throughput throughput = Throughput.NONE;
  private Instant measuredAt = Instant.MIN;

  /** What a group has under way now, and which links its waiting members want. */
  synchronized void report(String group, List<RunningMove> moves, Set<Link> wants, Instant now) {
    running.put(group, List.copyOf(moves));
    wanted.put(group, Set.copyOf(wants));
    if (measuredAt.equals(Instant.MIN)) {
      measuredAt = now;
    } else if (Duration.between(measuredAt, now).compareTo(WINDOW) >= 0) {
      measure(now);
    }
  }

  /** A group has ended. */
  synchronized void leave(String group) {
    running.remove(group);
    wanted.remove(group);
  }

  synchronized List<RunningMove> running() {
    return running.values().stream().flatMap(Collection::stream).toList();
  }

  synchronized Throughput throughput() {
    return throughput;
  }

  /** How many groups want or use each link. */
  synchronized Map<Link, Integer> contenders() {
    Map<Link, Integer> groups = new HashMap<>();
    wanted.forEach((group, links) -> links.forEach(link -> groups.merge(link, 1, Integer::sum)));
    return groups;
  }

  private void measure(Instant now) {
    double seconds = Duration.between(measuredAt, now).toMillis() / 1000.0;
    Map<Link, Long> bytes = new HashMap<>();
    Map<Link, Integer> senders = new HashMap<>();
    Map<String, Long> sentNow = new HashMap<>();
    for (RunningMove move : running()) {
      sentNow.put(move.container(), move.sentBytes());
      long fresh = move.sentBytes() - sentBefore.getOrDefault(move.container(), 0L);
      if (fresh > 0) {
        bytes.merge(move.link(), fresh, Long::sum);
        senders.merge(move.link(), 1, Integer::sum);
      }
    }
    senders.forEach((link, level) ->
        throughput =
            throughput.with(link, new Sample(level, bytes.getOrDefault(link, 0L) / seconds)));
    sentBefore.clear();
    sentBefore.putAll(sentNow);
    measuredAt = now;
  }
}
