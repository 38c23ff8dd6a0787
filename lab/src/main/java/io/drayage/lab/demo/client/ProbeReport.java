package io.drayage.lab.demo.client;

import java.time.Duration;

/**
 * What one client of the time service saw.
 *
 * @param label which client
 * @param answers successful answers
 * @param failures requests that failed: reset, refused, timed out, or not the service's JSON
 * @param connections how many connections the answers came over, as the service saw them
 * @param longestGap the longest time between two successive answers
 * @param instances how many processes answered; 1 when the state continued
 * @param counterFell whether the counter ever went back
 * @param last the last answer
 */
public record ProbeReport(
    String label,
    long answers,
    long failures,
    long connections,
    Duration longestGap,
    int instances,
    boolean counterFell,
    TimeAnswer last) {}
