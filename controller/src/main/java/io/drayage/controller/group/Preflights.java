package io.drayage.controller.group;

import io.drayage.api.GroupRequest;
import io.drayage.api.MigrateRequest;
import io.drayage.api.PlanView;
import io.drayage.controller.request.RequestException;
import io.drayage.forecast.predict.Forecast;
import io.drayage.model.migration.MemoryLimits;
import io.drayage.preflight.check.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Makes the checks of many moves, some at once: each asks two hosts. Thread-safe. */
final class Preflights {
  private static final int AT_ONCE = 8;

  private final Function<MigrateRequest, PlanView> plan;

  /** Checks that are made by {@code plan}. */
  Preflights(Function<MigrateRequest, PlanView> plan) {
    this.plan = plan;
  }

  /**
   * What was found of one move.
   *
   * @param refusals what stands in its way, with the cures
   * @param forecast what it would take; empty when that could not be told
   */
  record Result(List<String> refusals, Optional<Forecast> forecast) {}

  /** By container; {@code places} has the host that each would go to. */
  Map<String, Result> of(GroupRequest request, Map<String, String> places) {
    Map<String, Result> results = new ConcurrentSkipListMap<>();
    var turns = new Semaphore(AT_ONCE);
    try (ExecutorService checks = Executors.newVirtualThreadPerTaskExecutor()) {
      places.forEach((container, to) ->
          checks.execute(() -> {
            turns.acquireUninterruptibly();
            try {
              results.put(container, of(request, container, to));
            } finally {
              turns.release();
            }
          }));
    }
    return results;
  }

  private Result of(GroupRequest request, String container, String to) {
    try {
      PlanView found =
          plan.apply(new MigrateRequest(container, to, request.mode(), limits(request)));
      return new Result(
          found.findings().stream()
              .filter(finding -> finding.level() == Level.REFUSAL)
              .map(finding ->
                  finding.cure().isEmpty()
                      ? finding.cause()
                      : "%s (%s)".formatted(finding.cause(), finding.cure()))
              .toList(),
          found.forecast());
    } catch (RequestException e) {
      return new Result(List.of(String.valueOf(e.getMessage())), Optional.empty());
    } catch (RuntimeException e) {
      return new Result(List.of("it could not be checked: " + e.getMessage()), Optional.empty());
    }
  }

  /** What each move keeps to: its part of the group's bandwidth. */
  static MemoryLimits limits(GroupRequest request) {
    MemoryLimits asked = request.limits();
    return new MemoryLimits(
        asked.maxGapMillis(),
        asked.maxRounds(),
        asked.bytesPerSecond() / Math.max(1, request.maxParallel()),
        asked.throttle(),
        asked.noPostCopy());
  }
}
