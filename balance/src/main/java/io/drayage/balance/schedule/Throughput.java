package io.drayage.balance.schedule;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What links carried, by how many moves were sending: each level's rate is smoothed, so that one
 * odd measurement decides nothing. Immutable.
 */
public record Throughput(Map<Link, NavigableMap<Integer, Double>> levels) {
  /** Nothing was measured. */
  public static final Throughput NONE = new Throughput(Map.of());

  /** How much a new measurement counts beside the ones before it. */
  private static final double NEWEST = 0.4;

  /** The same with one more measurement. */
  public Throughput with(Link link, Sample sample) {
    var all = new HashMap<Link, NavigableMap<Integer, Double>>(levels);
    NavigableMap<Integer, Double> mine =
        new TreeMap<>(all.getOrDefault(link, Collections.emptyNavigableMap()));
    mine.merge(
        sample.level(), sample.bytesPerSecond(), (before, now) -> before + NEWEST * (now - before));
    all.put(link, Collections.unmodifiableNavigableMap(mine));
    return new Throughput(Map.copyOf(all));
  }

  /** A link's smoothed rates, by how many moves were sending; empty when none was measured. */
  public NavigableMap<Integer, Double> of(Link link) {
    return levels.getOrDefault(link, Collections.emptyNavigableMap());
  }

  /** The most that a link was seen to carry, in bytes per second; 0 when none was measured. */
  public double capacity(Link link) {
    return of(link).values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
