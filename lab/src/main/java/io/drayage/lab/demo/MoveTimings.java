package io.drayage.lab.demo;

import io.drayage.forecast.predict.Forecast;
import java.util.Optional;

/**
 * What the controller measured of a move.
 *
 * @param frozenMs how long the container was frozen, in milliseconds
 * @param totalMs from the request until the source was released, in milliseconds
 * @param bytesSent what the hosts sent each other for it, in bytes
 * @param mode how memory crossed, in a word
 * @param forecast what was told before it began; empty when nothing was
 */
public record MoveTimings(
    long frozenMs, long totalMs, long bytesSent, String mode, Optional<Forecast> forecast) {}
