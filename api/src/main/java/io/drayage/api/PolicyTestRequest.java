package io.drayage.api;

/**
 * A question whether the policy lets a container go somewhere.
 *
 * @param container its name
 * @param to the name of the host
 */
public record PolicyTestRequest(String container, String to) {}
