package io.drayage.lab.demo.client;

import java.time.Duration;

/**
 * What the writer of a Redis server saw.
 *
 * @param acknowledged writes that the server acknowledged
 * @param lost acknowledged writes that the server no longer has, or has with another value
 * @param failures commands that failed and were repeated
 * @param connections connections that were opened; 1 when the first one survived
 * @param longestGap the longest time between two successive answers
 * @param sameProcess whether the server's run id is still that of the beginning
 * @param sequenceHeld whether the server's own counter went on from where it was, without a step
 *     back or an unexplained step ahead
 */
public record RedisReport(
    long acknowledged,
    long lost,
    long failures,
    long connections,
    Duration longestGap,
    boolean sameProcess,
    boolean sequenceHeld) {}
