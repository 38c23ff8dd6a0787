package io.drayage.runtime;

/**
 * What a driver found on its host.
 *
 * @param runtime the runtime's name and version, or a sentence that says what is missing
 * @param usable whether containers can be started
 * @param criu CRIU's version, or a sentence that says what is missing
 * @param canCheckpoint whether containers can be checkpointed and restored
 */
public record RuntimeFacts(String runtime, boolean usable, String criu, boolean canCheckpoint) {}
