package io.drayage.application;

/**
 * A service that another one needs.
 *
 * @param service the one that is needed
 * @param condition what must be so of it first
 */
public record Dependency(String service, Condition condition) {}
