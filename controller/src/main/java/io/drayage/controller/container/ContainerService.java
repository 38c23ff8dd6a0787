package io.drayage.controller.container;

import io.drayage.api.ContainerDetail;
import io.drayage.api.ContainerView;
import io.drayage.api.RunRequest;
import io.drayage.controller.agents.AgentConnection;
import io.drayage.controller.agents.AgentFailure;
import io.drayage.controller.agents.AgentRegistry;
import io.drayage.controller.gateway.GatewayRoutes;
import io.drayage.controller.image.Images;
import io.drayage.controller.name.Names;
import io.drayage.controller.protection.StartRule;
import io.drayage.controller.request.RequestException;
import io.drayage.controller.request.RequestException.Reason;
import io.drayage.journal.ImageRecords.NamedImage;
import io.drayage.journal.Journal;
import io.drayage.journal.OwnedContainer;
import io.drayage.journal.OwnedContainer.Wanted;
import io.drayage.model.container.ContainerSpec;
import io.drayage.model.container.ContainerState;
import io.drayage.model.container.HealthCheck;
import io.drayage.model.container.HostEntry;
import io.drayage.model.container.Labels;
import io.drayage.model.container.Volume;
import io.drayage.model.image.ImageConfig;
import io.drayage.model.image.ImageLayer;
import io.drayage.model.migration.Migration;
import io.drayage.network.route.Routes;
import io.drayage.protocol.ContainerMapping;
import io.drayage.protocol.v1.CheckHealth;
import io.drayage.protocol.v1.Command;
import io.drayage.protocol.v1.ContainerStatus;
import io.drayage.protocol.v1.ReadLogs;
import io.drayage.protocol.v1.RemoveContainer;
import io.drayage.protocol.v1.StartContainer;
import io.drayage.protocol.v1.StopContainer;
import io.drayage.protocol.v1.UpdateHosts;
import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.audit.Audit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Containers as their users know them. Thread-safe. */
public final class ContainerService {
  private static final Duration START_LIMIT = Duration.ofMinutes(10);
  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);
  private static final Duration HEALTH_LIMIT = Duration.ofSeconds(20);
  private static final String PATH =
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Journal journal;
  private final Hosts hosts;
  private final Images images;
  private final AgentRegistry agents;
  private final Routes routes;
  private final Names names;
  private final GatewayRoutes gateways;
  private final AddressPool pool;
  private final StartRule law;
  private final ContainerRecords records;
  private final Clock clock;

  /**
   * Containers of a journal.
   *
   * @param subnet the containers' own network, an IPv4 prefix
   * @param law where a container may be started
   */
  public ContainerService(
      Journal journal,
      Hosts hosts,
      Images images,
      AgentRegistry agents,
      Routes routes,
      Names names,
      String subnet,
      StartRule law,
      Audit audit,
      Clock clock) {
    this.records = new ContainerRecords(audit);
    this.law = law;
    this.journal = journal;
    this.hosts = hosts;
    this.images = images;
    this.agents = agents;
    this.routes = routes;
    this.names = names;
    this.gateways = new GatewayRoutes(journal, agents);
    this.pool = AddressPool.parse(subnet);
    this.clock = clock;
  }

  /** Starts a new container and returns when it runs; a failure leaves nothing behind. */
  public ContainerView run(RunRequest request) {
    return run(NewContainer.of(request));
  }

  /** Starts a new container and returns when it runs; a failure leaves nothing behind. */
  public ContainerView run(NewContainer wanted) {
    RunRequest request = wanted.request();
    NamedImage image = images.require(request.image());
    AgentConnection agent = hosts.requireUp(request.host());
    if (!agent.facts().runtimeUsable()) {
      throw new RequestException(
          Reason.CONFLICT,
          "host %s cannot run containers: %s".formatted(request.host(), agent.facts().runtime()));
    }
    hosts.requireOpen(request.host());
    hosts.requireRoom(request.host(), request.name(), request.memoryBytes());
    OwnedContainer container = claim(wanted, image);
    String name = container.spec().name();
    try {
      requireLawful(container.spec(), agent);
      records.starting(container);
    } catch (RuntimeException e) {
      journal.containers().remove(name);
      throw asked(e);
    }
    try {
      gateways.requireFree(container.spec());
      names.create(container);
      routes.lead(container.spec().address(), agent.host().address());
      agent.send(
          command(container)
              .setStart(
                  StartContainer.newBuilder()
                      .setContainer(ContainerMapping.toWire(container.spec()))),
          START_LIMIT);
      gateways.tell(container.spec());
      return view(container);
    } catch (RuntimeException e) {
      if (e instanceof AgentFailure failure && failure.lost()) {
        // It may run all the same: to forget it would let a second copy be started elsewhere.
        throw new RequestException(
            Reason.FAILED,
            "nobody knows whether %s started (%s): see 'dray ps', or take it back with 'dray rm --force %s'"
                .formatted(name, e.getMessage(), name),
            e);
      }
      routes.forget(container.spec().address());
      names.remove(name);
      journal.containers().remove(name);
      records.notStarted(container, String.valueOf(e.getMessage()));
      throw asked(e);
    }
  }

  private static RequestException asked(RuntimeException e) {
    return e instanceof RequestException request
        ? request
        : new RequestException(Reason.FAILED, String.valueOf(e.getMessage()), e);
  }

  private void requireLawful(ContainerSpec spec, AgentConnection agent) {
    try {
      law.requireStart(spec, agent);
    } catch (TrustException e) {
      throw new RequestException(Reason.CONFLICT, String.valueOf(e.getMessage()), e);
    }
  }

  /** Ends a container's processes and keeps its files. */
  public ContainerView stop(String name, Duration grace) {
    OwnedContainer container = requireIdle(name);
    AgentConnection agent = hosts.requireUp(container.host());
    journal.containers().setWanted(name, Wanted.STOPPED);
    agent.send(
        command(container)
            .setStop(
                StopContainer.newBuilder().setName(name).setGraceMillis((int) grace.toMillis())),
        COMMAND_LIMIT.plus(grace));
    return view(require(name));
  }

  /** Removes a container with its files. */
  public void remove(String name, boolean force) {
    OwnedContainer container = requireIdle(name);
    AgentConnection agent = hosts.requireUp(container.host());
    if (!force && view(container).state() == ContainerState.RUNNING) {
      throw new RequestException(
          Reason.CONFLICT,
          "container %s runs: stop it first, or remove it with --force".formatted(name));
    }
    agent.send(
        command(container).setRemove(RemoveContainer.newBuilder().setName(name)), COMMAND_LIMIT);
    records.removed(container);
    routes.forget(container.spec().address());
    names.remove(name);
    journal.containers().remove(name);
    gateways.tell(container.spec());
  }

  /** Has each agent that connects from now on told what its gateway is to know. */
  public void keepGateways() {
    agents.onConnect(gateways::tell);
  }

  /** Hands on a container's log in pieces, in order. */
  public void logs(String name, int tail, Consumer<byte[]> out) {
    OwnedContainer container = require(name);
    hosts
        .requireUp(container.host())
        .send(
            command(container).setLogs(ReadLogs.newBuilder().setName(name).setTail(tail)),
            COMMAND_LIMIT,
            progress -> {},
            out);
  }

  /** All containers. */
  public List<ContainerView> all() {
    return journal.containers().all().stream().map(this::view).toList();
  }

  /** Everything known of one. */
  public ContainerDetail detail(String name) {
    OwnedContainer container = require(name);
    long pid = status(container).map(ContainerStatus::getPid).orElse(0);
    return new ContainerDetail(view(container), container.spec(), container.epoch(), pid);
  }

  /** The container of that name. */
  public OwnedContainer require(String name) {
    return journal
        .containers()
        .find(name)
        .orElseThrow(() ->
            new RequestException(
                Reason.UNKNOWN,
                "container %s is not known: 'dray ps' lists those that are".formatted(name)));
  }

  /** What a container does now, as its host's agent last said. */
  public ContainerView view(OwnedContainer container) {
    Optional<ContainerStatus> status = status(container);
    ContainerState state =
        agents.find(container.host()).isEmpty()
            ? ContainerState.UNKNOWN
            : status
                .map(seen -> ContainerState.valueOf(seen.getState()))
                .orElse(
                    container.wanted() == Wanted.STOPPED
                        ? ContainerState.STOPPED
                        : ContainerState.CREATING);
    return new ContainerView(
        container.spec().name(),
        container.image(),
        container.host(),
        state,
        container.spec().address(),
        status.map(ContainerStatus::getExitCode).orElse(0),
        migrationOf(container.spec().name()).map(Migration::id).orElse(""),
        container.createdAt());
  }

  private Optional<ContainerStatus> status(OwnedContainer container) {
    return agents.find(container.host()).flatMap(a -> a.status(container.spec().name()));
  }

  private Optional<Migration> migrationOf(String name) {
    return journal.migrations().underWay().stream()
        .filter(migration -> migration.container().equals(name))
        .findFirst();
  }

  private OwnedContainer requireIdle(String name) {
    OwnedContainer container = require(name);
    migrationOf(name)
        .ifPresent(migration -> {
          throw new RequestException(
              Reason.CONFLICT,
              "container %s is being moved by migration %s: wait for its end"
                  .formatted(name, migration.id()));
        });
    return container;
  }

  /**
   * Offers a free address to be kept for a container to come. One at a time, as {@link #claim}.
   *
   * @param keep writes it down; false when it cannot
   * @return what {@code keep} returned
   */
  public synchronized boolean offerAddress(Predicate<String> keep) {
    return keep.test(pool.next(takenAddresses()));
  }

  /** Replaces what a container's {@code /etc/hosts} has beside itself. */
  public void updateHosts(String name, List<HostEntry> entries) {
    OwnedContainer container = requireIdle(name);
    hosts
        .requireUp(container.host())
        .send(
            command(container)
                .setUpdateHosts(
                    UpdateHosts.newBuilder()
                        .setName(name)
                        .addAllHosts(ContainerMapping.hostsToWire(entries))),
            COMMAND_LIMIT);
    journal.containers().setHosts(name, entries);
  }

  /**
   * Asks a container's health check once.
   *
   * @throws AgentFailure when it is not answered as it should be
   */
  public void checkHealth(String name) {
    OwnedContainer container = require(name);
    hosts
        .requireUp(container.host())
        .send(
            command(container).setCheckHealth(CheckHealth.newBuilder().setName(name)),
            HEALTH_LIMIT);
  }

  /**
   * Checks that a container could be made of a request and its image, wherever it is to run.
   *
   * @throws RequestException when it could not
   */
  public void check(NewContainer wanted) {
    try {
      var _ = spec(wanted, images.require(wanted.request().image()), "");
    } catch (IllegalArgumentException e) {
      throw new RequestException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  /** Gives the container a name and an address of its own. One at a time: both must be free. */
  private synchronized OwnedContainer claim(NewContainer wanted, NamedImage image) {
    RunRequest request = wanted.request();
    try {
      var container =
          new OwnedContainer(
              spec(wanted, image, wanted.address().orElseGet(() -> pool.next(takenAddresses()))),
              image.name(),
              request.host(),
              journal.containers().firstEpoch(request.name()),
              Wanted.RUNNING,
              clock.instant());
      if (!journal.containers().add(container)) {
        throw new RequestException(
            Reason.CONFLICT,
            "container name %s is taken: choose another, or remove it first"
                .formatted(request.name()));
      }
      return container;
    } catch (IllegalArgumentException e) {
      throw new RequestException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private static ContainerSpec spec(NewContainer wanted, NamedImage image, String address) {
    RunRequest request = wanted.request();
    ImageConfig config = image.manifest().config();
    return new ContainerSpec(
        request.name(),
        image.id(),
        image.manifest().layers().stream().map(ImageLayer::digest).toList(),
        command(wanted, config),
        env(request, config),
        wanted.workdir().isEmpty() ? config.workdir() : wanted.workdir(),
        wanted.user().isEmpty() ? config.user() : wanted.user(),
        request.volumes().stream().map(Volume::parse).toList(),
        request.memoryBytes(),
        address,
        Labels.parse(request.labels()),
        health(request),
        regulation(request),
        wanted.hosts());
  }

  private static Optional<String> regulation(RunRequest request) {
    if (request.regulation().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Credential.parse(request.regulation()).pem());
    } catch (TrustException e) {
      throw new RequestException(Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private static Optional<HealthCheck> health(RunRequest request) {
    if (request.healthPort() == 0 && request.healthPath().isEmpty()) {
      return Optional.empty();
    }
    if (request.healthPort() == 0) {
      throw new IllegalArgumentException(
          "health path %s has no port to ask: give --health-port too"
              .formatted(request.healthPath()));
    }
    return Optional.of(new HealthCheck(request.healthPort(), request.healthPath()));
  }

  /** The image's arguments are made for the image's entrypoint: another one gets none of them. */
  private static List<String> command(NewContainer wanted, ImageConfig config) {
    List<String> arguments = wanted.request().command();
    if (!wanted.entrypoint().isEmpty()) {
      var command = new ArrayList<String>(wanted.entrypoint());
      command.addAll(arguments);
      return command;
    }
    var command = new ArrayList<String>(config.entrypoint());
    command.addAll(arguments.isEmpty() ? config.cmd() : arguments);
    return command;
  }

  private Set<String> takenAddresses() {
    var taken = new HashSet<String>(journal.containers().addresses());
    taken.addAll(journal.applications().addresses());
    return taken;
  }

  /** The image's variables, then the user's, which win. */
  private static List<String> env(RunRequest request, ImageConfig config) {
    Map<String, String> env = new LinkedHashMap<>();
    for (List<String> source : List.of(List.of(PATH), config.env(), request.env())) {
      for (String entry : source) {
        int equals = entry.indexOf('=');
        env.put(equals < 0 ? entry : entry.substring(0, equals), entry);
      }
    }
    return List.copyOf(env.values());
  }

  private static Command.Builder command(OwnedContainer container) {
    return Command.newBuilder().setEpoch(container.epoch());
  }
}
