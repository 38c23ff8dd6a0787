package io.drayage.api;

/**
 * Asks for a move.
 *
 * @param container what to move
 * @param to the destination host
 * @param mode how memory crosses, in the user's word
 */
public record MigrateRequest(String container, String to, String mode) {}
