package io.drayage.api;

/**
 * Asks for a one-time enrolment token.
 *
 * @param host the only host that may use it
 */
public record TokenRequest(String host) {}
