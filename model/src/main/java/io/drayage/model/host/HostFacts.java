package io.drayage.model.host;

/**
 * What an agent found on its host when it started.
 *
 * @param kernel release, as {@code uname -r} prints it
 * @param architecture machine, as {@code uname -m} prints it
 * @param runtime runtime's name and version, or a sentence that says what is missing
 * @param runtimeUsable whether containers can be started
 * @param criu CRIU's version, or a sentence that says what is missing
 * @param criuUsable whether containers can be checkpointed and restored
 */
public record HostFacts(
    String kernel,
    String architecture,
    String runtime,
    boolean runtimeUsable,
    String criu,
    boolean criuUsable) {}
