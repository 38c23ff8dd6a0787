package io.drayage.api;

/**
 * Why a request failed.
 *
 * @param error one line: what failed, why, and what to do
 */
public record ErrorView(String error) {}
