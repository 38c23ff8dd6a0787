package io.drayage.lab.demo;

/**
 * What the controller measured of a move.
 *
 * @param frozenMs how long the container was frozen, in milliseconds
 * @param totalMs from the request until the source was released, in milliseconds
 * @param bytesSent what the hosts sent each other for it, in bytes
 * @param mode how memory crossed, in a word
 */
public record MoveTimings(long frozenMs, long totalMs, long bytesSent, String mode) {}
