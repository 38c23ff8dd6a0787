package io.drayage.model.container;

import io.drayage.model.DomainNames;
import io.drayage.model.Names;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything a host needs to know to run a container, and that moves with it unchanged.
 *
 * @param name unique among the controller's containers; an RFC 1123 label and the host name inside
 * @param image the image's id: {@code sha256:} and 64 hexadecimal digits
 * @param layers digests of the image's layers, the lowest first
 * @param command program and arguments; never empty
 * @param env {@code KEY=VALUE} each
 * @param workdir absolute working directory
 * @param user {@code USER[:GROUP]} as the image has it, names or numbers; empty means root
 * @param volumes named directories that move along
 * @param memoryBytes memory limit in bytes; 0 means none
 * @param address the container's own IPv4 address, kept wherever it runs
 * @param labels free text by key, sorted; {@link Labels} has the rules
 * @param health how one asks whether it does its work; empty when nobody said
 * @param regulation attribute certificate of where it may be and who may use it, PEM; whoever was
 *     run with one does not move without it. The controller's: agents get none
 * @param hosts what its {@code /etc/hosts} has beside itself
 */
public record ContainerSpec(
    String name,
    String image,
    List<String> layers,
    List<String> command,
    List<String> env,
    String workdir,
    String user,
    List<Volume> volumes,
    long memoryBytes,
    String address,
    Map<String, String> labels,
    Optional<HealthCheck> health,
    Optional<String> regulation,
    List<HostEntry> hosts) {
  public ContainerSpec {
    Names.require("container", name);
    layers = List.copyOf(layers);
    command = List.copyOf(command);
    env = List.copyOf(env);
    volumes = List.copyOf(volumes);
    // Older journals and records have none of these.
    labels = Labels.check(Objects.requireNonNullElse(labels, Map.of()));
    health = Objects.requireNonNullElse(health, Optional.empty());
    regulation = Objects.requireNonNullElse(regulation, Optional.empty());
    hosts = List.copyOf(Objects.requireNonNullElse(hosts, List.of()));
    if (command.isEmpty()) {
      throw new IllegalArgumentException(
          "container %s has no command: the image names none, so give one after --"
              .formatted(name));
    }
    for (String entry : env) {
      if (entry.indexOf('=') <= 0) {
        throw new IllegalArgumentException(
            "environment entry '%s' of container %s is not valid: write KEY=VALUE"
                .formatted(entry, name));
      }
    }
    if (memoryBytes < 0) {
      throw new IllegalArgumentException(
          "memory limit of container %s is negative".formatted(name));
    }
    if (volumes.stream().map(Volume::name).distinct().count() != volumes.size()) {
      throw new IllegalArgumentException(
          "container %s names a volume twice: give each a name of its own".formatted(name));
    }
    if (volumes.stream().map(volume -> Path.of(volume.path()).normalize()).distinct().count()
        != volumes.size()) {
      throw new IllegalArgumentException(
          "container %s has two volumes at one path: give each a path of its own".formatted(name));
    }
    if (isStateless(labels)) {
      obstacle(name, volumes, health)
          .ifPresent(why -> {
            throw new IllegalArgumentException(why);
          });
    }
  }

  /** A container that knows no other by name. */
  public ContainerSpec(
      String name,
      String image,
      List<String> layers,
      List<String> command,
      List<String> env,
      String workdir,
      String user,
      List<Volume> volumes,
      long memoryBytes,
      String address,
      Map<String, String> labels,
      Optional<HealthCheck> health,
      Optional<String> regulation) {
    this(
        name,
        image,
        layers,
        command,
        env,
        workdir,
        user,
        volumes,
        memoryBytes,
        address,
        labels,
        health,
        regulation,
        List.of());
  }

  /** A container without a Regulation. */
  public ContainerSpec(
      String name,
      String image,
      List<String> layers,
      List<String> command,
      List<String> env,
      String workdir,
      String user,
      List<Volume> volumes,
      long memoryBytes,
      String address,
      Map<String, String> labels,
      Optional<HealthCheck> health) {
    this(
        name,
        image,
        layers,
        command,
        env,
        workdir,
        user,
        volumes,
        memoryBytes,
        address,
        labels,
        health,
        Optional.empty());
  }

  /** A container without labels, health check and Regulation. */
  public ContainerSpec(
      String name,
      String image,
      List<String> layers,
      List<String> command,
      List<String> env,
      String workdir,
      String user,
      List<Volume> volumes,
      long memoryBytes,
      String address) {
    this(
        name,
        image,
        layers,
        command,
        env,
        workdir,
        user,
        volumes,
        memoryBytes,
        address,
        Map.of(),
        Optional.empty());
  }

  /** The same container with other lines in its {@code /etc/hosts}. */
  public ContainerSpec withHosts(List<HostEntry> others) {
    return new ContainerSpec(
        name,
        image,
        layers,
        command,
        env,
        workdir,
        user,
        volumes,
        memoryBytes,
        address,
        labels,
        health,
        regulation,
        others);
  }

  /** Whether its label says that it may be moved without its memory and files. */
  public boolean stateless() {
    return isStateless(labels);
  }

  /** The full domain name that leads to it, where its label names one. */
  public Optional<String> dnsName() {
    return Optional.ofNullable(labels.get(Labels.DNS_NAME)).map(DomainNames::require);
  }

  /** Whose replica it is: {@code APP/SERVICE} by its labels; empty when it is nobody's. */
  public String service() {
    String service = labels.getOrDefault(Labels.SERVICE, "");
    return service.isEmpty() ? "" : labels.getOrDefault(Labels.APPLICATION, "") + "/" + service;
  }

  /** What gateways take in for it. */
  public List<Publication> publications() {
    return Publication.parseAll(labels.getOrDefault(Labels.PUBLISH, ""));
  }

  /** Why it cannot be moved without its memory and files, with the cure; empty when it can. */
  public Optional<String> obstacleToStatelessMove() {
    return obstacle(name, volumes, health);
  }

  private static boolean isStateless(Map<String, String> labels) {
    return labels.getOrDefault(Labels.STATELESS, "false").equals("true");
  }

  private static Optional<String> obstacle(
      String name, List<Volume> volumes, Optional<HealthCheck> health) {
    if (!volumes.isEmpty()) {
      return Optional.of(
          "container %s has volumes, which a stateless move would lose: move it with its state"
              .formatted(name));
    }
    return health.isPresent()
        ? Optional.empty()
        : Optional.of(
            "container %s has no health check, which a stateless move waits for: run it with --health-port"
                .formatted(name));
  }
}
