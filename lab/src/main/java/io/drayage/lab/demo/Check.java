package io.drayage.lab.demo;

/**
 * One thing that must hold after a move.
 *
 * @param passed whether it holds
 * @param statement what was checked, with what was found
 */
public record Check(boolean passed, String statement) {}
