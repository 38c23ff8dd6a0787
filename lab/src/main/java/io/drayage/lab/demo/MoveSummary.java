package io.drayage.lab.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.drayage.forecast.predict.Forecast;
import java.util.Optional;

/**
 * A move in numbers: what {@code dray demo --json} writes.
 *
 * @param container the container's name
 * @param from the host it left
 * @param to the host it moved to
 * @param mode the migration mode
 * @param gapMs the longest time between two successful answers that any client saw, in milliseconds
 * @param frozenMs how long the container was frozen, in milliseconds
 * @param totalMs the whole move, in milliseconds
 * @param bytesSent what the hosts sent each other, in bytes
 * @param lostWrites acknowledged writes that were gone afterwards
 * @param stateContinued whether it was the same process, its memory as it was
 * @param forecast what was told of it before it began; left out when nothing was
 */
@JsonPropertyOrder({
  "container",
  "from",
  "to",
  "mode",
  "gapMs",
  "frozenMs",
  "totalMs",
  "bytesSent",
  "lostWrites",
  "stateContinued",
  "forecast"
})
public record MoveSummary(
    String container,
    String from,
    String to,
    String mode,
    long gapMs,
    long frozenMs,
    long totalMs,
    long bytesSent,
    long lostWrites,
    boolean stateContinued,
    Optional<Forecast> forecast) {}
