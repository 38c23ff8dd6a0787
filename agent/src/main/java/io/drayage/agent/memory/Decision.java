package io.drayage.agent.memory;

import io.drayage.model.migration.Mode;

/**
 * How a container's memory crosses from now on.
 *
 * @param mode never {@link Mode#AUTO}
 * @param reason one sentence with the figures measured
 * @param rounds how many were copied while it ran
 */
public record Decision(Mode mode, String reason, int rounds) {}
