package io.drayage.application;

import io.drayage.model.container.HealthCheck;
import io.drayage.model.container.HostEntry;
import io.drayage.model.container.Labels;
import io.drayage.model.container.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What each container of a service is started by: a change of it means new containers.
 *
 * @param image the name it was imported by
 * @param entrypoint in the place of the image's; empty means the image's own
 * @param command arguments of the entrypoint; empty means the image's own, where the entrypoint is
 *     its own too
 * @param env {@code KEY=VALUE} each, over the image's own
 * @param workdir in the place of the image's; empty means the image's own
 * @param user in the place of the image's; empty means the image's own
 * @param volumes directories that move along; each replica has its own
 * @param memoryBytes memory limit of each replica, in bytes; 0 means none
 * @param labels by key, sorted
 * @param health how one asks whether a replica does its work
 * @param regulation attribute certificate, PEM, by the replica's number: one for all, or one each;
 *     empty for none
 * @param hosts lines of {@code /etc/hosts} beside those of the application's own services
 */
public record Definition(
    String image,
    List<String> entrypoint,
    List<String> command,
    List<String> env,
    String workdir,
    String user,
    List<Volume> volumes,
    long memoryBytes,
    Map<String, String> labels,
    Optional<HealthCheck> health,
    List<String> regulation,
    List<HostEntry> hosts) {
  public Definition {
    entrypoint = List.copyOf(entrypoint);
    command = List.copyOf(command);
    env = List.copyOf(env);
    volumes = List.copyOf(volumes);
    labels =
        Labels.parse(
            new TreeMap<>(labels)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    regulation = List.copyOf(regulation);
    hosts = List.copyOf(hosts);
    if (image.isBlank()) {
      throw new IllegalArgumentException("image is missing: name one of 'dray image list'");
    }
    if (memoryBytes < 0) {
      throw new IllegalArgumentException("the memory limit is negative");
    }
    if (!workdir.isEmpty() && !workdir.startsWith("/")) {
      throw new IllegalArgumentException(
          "working directory '%s' is not valid: write an absolute path".formatted(workdir));
    }
  }

  /** A definition by which a container of the image's own runs. */
  public static Definition of(String image) {
    return new Definition(
        image,
        List.of(),
        List.of(),
        List.of(),
        "",
        "",
        List.of(),
        0,
        Map.of(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  /** The attribute certificate of a replica, PEM. */
  public Optional<String> regulationOf(int replica) {
    return regulation.isEmpty()
        ? Optional.empty()
        : Optional.of(regulation.get(Math.min(replica, regulation.size()) - 1));
  }

  /** The same for one replica: with no other's certificate. */
  public Definition ofReplica(int replica) {
    return new Definition(
        image,
        entrypoint,
        command,
        env,
        workdir,
        user,
        volumes,
        memoryBytes,
        labels,
        health,
        regulationOf(replica).map(List::of).orElse(List.of()),
        hosts);
  }

  /** In which parts another one differs, by name; never with a value, which may be a secret. */
  public List<String> differences(Definition other) {
    var names = new ArrayList<String>();
    note(names, "image", image, other.image);
    note(names, "entrypoint", entrypoint, other.entrypoint);
    note(names, "command", command, other.command);
    note(names, "environment", env, other.env);
    note(names, "working_dir", workdir, other.workdir);
    note(names, "user", user, other.user);
    note(names, "volumes", volumes, other.volumes);
    note(names, "memory", memoryBytes, other.memoryBytes);
    note(names, "labels", labels, other.labels);
    note(names, "healthcheck", health, other.health);
    note(names, "regulation", regulation, other.regulation);
    return List.copyOf(names);
  }

  private static void note(List<String> names, String name, Object here, Object there) {
    if (!here.equals(there)) {
      names.add(name);
    }
  }
}
