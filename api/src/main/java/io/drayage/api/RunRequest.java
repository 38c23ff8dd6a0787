package io.drayage.api;

import java.util.List;

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
 */
public record RunRequest(
    String name,
    String host,
    String image,
    List<String> command,
    List<String> env,
    List<String> volumes,
    long memoryBytes) {
  public RunRequest {
    command = List.copyOf(command);
    env = List.copyOf(env);
    volumes = List.copyOf(volumes);
  }
}
