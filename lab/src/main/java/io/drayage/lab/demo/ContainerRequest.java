package io.drayage.lab.demo;

import java.util.List;
import java.util.Map;

/**
 * A container to run.
 *
 * @param name its name
 * @param host the lab host that it starts on
 * @param image the imported image's name
 * @param environment its environment; holds secrets, so it is never printed
 * @param memoryBytes how much memory it may use, in bytes
 * @param command what it runs
 */
public record ContainerRequest(
    String name,
    String host,
    String image,
    Map<String, String> environment,
    long memoryBytes,
    List<String> command) {

  /** Copies what it is given. */
  public ContainerRequest {
    environment = Map.copyOf(environment);
    command = List.copyOf(command);
  }

  /** Leaves the environment out. */
  @Override
  public String toString() {
    return "ContainerRequest[name=" + name + ", host=" + host + ", image=" + image + "]";
  }
}
