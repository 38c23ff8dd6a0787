package io.drayage.api;

import java.util.List;
import java.util.Objects;

/**
 * Asks for a new container.
 *
 * @param name what to call it
 * @param host where to run it
 * @param image the image's name
 * @param command program and arguments; empty means the image's own
 * @param env {@code KEY=VALUE} each, over the image's own
 * @param volumes {@code NAME:/PATH} each
 * @param memoryBytes memory limit in bytes; 0 means none
 * @param labels {@code KEY=VALUE} each; left out, none
 * @param healthPort where its health check connects; 0 means no check
 * @param healthPath what its health check asks for by HTTP; empty means a connection is enough
 * @param regulation attribute certificate of where it may be, PEM; empty for none
 */
public record RunRequest(
    String name,
    String host,
    String image,
    List<String> command,
    List<String> env,
    List<String> volumes,
    long memoryBytes,
    List<String> labels,
    int healthPort,
    String healthPath,
    String regulation) {
  public RunRequest {
    command = List.copyOf(command);
    env = List.copyOf(env);
    volumes = List.copyOf(volumes);
    // Read from the wire, where they may be missing.
    labels = List.copyOf(Objects.requireNonNullElse(labels, List.of()));
    healthPath = Objects.requireNonNullElse(healthPath, "");
    regulation = Objects.requireNonNullElse(regulation, "");
  }

  /** A container without labels, health check and Regulation. */
  public RunRequest(
      String name,
      String host,
      String image,
      List<String> command,
      List<String> env,
      List<String> volumes,
      long memoryBytes) {
    this(name, host, image, command, env, volumes, memoryBytes, List.of(), 0, "", "");
  }
}
