package io.drayage.application;

import io.drayage.model.container.HostEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Containers that do the same work.
 *
 * @param name unique within the application; by it the others find it
 * @param definition what each container is started by
 * @param replicas how many containers, 0 or more
 * @param dependencies what must be there before it is started
 * @param aliases other names by which the others find it
 * @param placement where it wishes to be
 * @param moving how it wishes to be moved
 * @param ports what its file would have published, as written there
 * @param patienceSeconds how long its containers may take until they are healthy
 */
public record Service(
    String name,
    Definition definition,
    int replicas,
    List<Dependency> dependencies,
    List<String> aliases,
    Placement placement,
    Moving moving,
    List<String> ports,
    long patienceSeconds) {
  /** Most replicas of one service. */
  public static final int MOST_REPLICAS = 200;

  /** How long a container may take until it is healthy where the file says nothing, in seconds. */
  public static final long PATIENCE = 90;

  private static final long LONGEST_PATIENCE = 3600;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,60}[A-Za-z0-9])?");

  public Service {
    dependencies = List.copyOf(dependencies);
    aliases = List.copyOf(aliases);
    ports = List.copyOf(ports);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "service name '%s' is not valid: use letters, digits and . _ - between them, at most 62"
              .formatted(name.length() > 80 ? name.substring(0, 80) + "…" : name));
    }
    // The names go into other containers' /etc/hosts.
    var names = new ArrayList<String>(aliases);
    names.add(name);
    var _ = new HostEntry("127.0.0.1", names);
    if (replicas < 0 || replicas > MOST_REPLICAS) {
      throw new IllegalArgumentException(
          "%d replicas of service %s: use a number from 0 to %d"
              .formatted(replicas, name, MOST_REPLICAS));
    }
    if (patienceSeconds < 1 || patienceSeconds > LONGEST_PATIENCE) {
      throw new IllegalArgumentException(
          "the health check of service %s waits %d s: use 1 s to an hour"
              .formatted(name, patienceSeconds));
    }
  }

  /** The part of its containers' names that stands for it: an RFC 1123 label. */
  public String label() {
    return name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
  }

  /** The same with another number of replicas. */
  public Service withReplicas(int number) {
    return new Service(
        name, definition, number, dependencies, aliases, placement, moving, ports, patienceSeconds);
  }
}
