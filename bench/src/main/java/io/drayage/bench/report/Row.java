package io.drayage.bench.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A mover at one workload on one link: medians over its repeats.
 *
 * @param mover the mover's name
 * @param workload the workload's name
 * @param memoryMiB how much memory it holds, in MiB
 * @param dirtyMiBs how much of it is written anew, in MiB a second
 * @param linkMbit the link, in megabits a second; 0 means unshaped
 * @param gapMs the longest that a beat waited for its answer, in milliseconds
 * @param frozenMs how long the tasks stood still, in milliseconds
 * @param totalMs from the request until the destination had all, in milliseconds
 * @param bytesSent what the source's link carried away, in bytes
 * @param repeats how many moves succeeded; 0 for a bound that was computed, not measured
 * @param spread the largest gap less the smallest, in milliseconds
 * @param agents what Drayage's agents took of memory, where they carried the moves out
 * @param failure the first failure of a repeat, when one failed
 */
@JsonPropertyOrder({
  "mover",
  "workload",
  "memoryMiB",
  "dirtyMiBs",
  "linkMbit",
  "gapMs",
  "frozenMs",
  "totalMs",
  "bytesSent",
  "repeats",
  "spread",
  "agents",
  "failure"
})
public record Row(
    String mover,
    String workload,
    int memoryMiB,
    int dirtyMiBs,
    int linkMbit,
    double gapMs,
    double frozenMs,
    double totalMs,
    long bytesSent,
    int repeats,
    double spread,
    Optional<AgentMemory> agents,
    Optional<String> failure) {
  /** The medians of some samples; zeros when there are none. */
  public static Row of(
      String mover,
      String workload,
      int memoryMiB,
      int dirtyMiBs,
      int linkMbit,
      List<Sample> samples,
      Optional<String> failure) {
    double least = samples.stream().mapToDouble(Sample::gapMillis).min().orElse(0);
    double most = samples.stream().mapToDouble(Sample::gapMillis).max().orElse(0);
    return new Row(
        mover,
        workload,
        memoryMiB,
        dirtyMiBs,
        linkMbit,
        tenths(median(samples, Sample::gapMillis)),
        tenths(median(samples, Sample::frozenMillis)),
        tenths(median(samples, Sample::totalMillis)),
        (long) median(samples, Sample::bytesSent),
        samples.size(),
        tenths(most - least),
        agents(samples),
        failure);
  }

  static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
    if (sorted.length == 0) {
      return 0;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static Optional<AgentMemory> agents(List<Sample> samples) {
    if (samples.stream().allMatch(sample -> sample.agents().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        new AgentMemory(
            medianOfAgents(samples, AgentMemory::idleMiB),
            medianOfAgents(samples, AgentMemory::addedMiB),
            medianOfAgents(samples, AgentMemory::pageCacheMiB)));
  }

  private static double medianOfAgents(List<Sample> samples, ToDoubleFunction<AgentMemory> value) {
    List<Sample> watched = samples.stream().filter(one -> one.agents().isPresent()).toList();
    return tenths(median(watched, one -> value.applyAsDouble(one.agents().orElseThrow())));
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  /** The rows of one cell have the same. */
  String cell() {
    String link =
        linkMbit == 0
            ? "unshaped link"
            : linkMbit % 1000 == 0 ? linkMbit / 1000 + " Gbit/s" : linkMbit + " Mbit/s";
    String what = workload.equals("memory") ? "" : workload + ", ";
    return what + memoryMiB + " MiB, dirtying " + dirtyMiBs + " MiB/s, " + link;
  }
}
