package io.drayage.agent;

import io.drayage.agent.config.AgentConfig;
import io.drayage.agent.config.AgentConfig.Endpoint;
import io.drayage.agent.container.ContainerRecords;
import io.drayage.agent.container.Containers;
import io.drayage.agent.container.EpochFence;
import io.drayage.agent.gateway.GatewaySteps;
import io.drayage.agent.health.HealthWait;
import io.drayage.agent.layer.LayerCache;
import io.drayage.agent.link.ControllerLink;
import io.drayage.agent.link.Enroller;
import io.drayage.agent.memory.HostTracking;
import io.drayage.agent.migration.DestinationSide;
import io.drayage.agent.migration.MovePermits;
import io.drayage.agent.migration.Replicas;
import io.drayage.agent.migration.SourceSide;
import io.drayage.agent.migration.StreamConnector;
import io.drayage.agent.migration.StreamWarmUp;
import io.drayage.agent.survey.Surveys;
import io.drayage.gateway.Gateway;
import io.drayage.network.host.ContainerNetwork;
import io.drayage.platform.file.PrivateDirectory;
import io.drayage.platform.kernel.Sysctl;
import io.drayage.preflight.probe.HostProbe;
import io.drayage.protocol.v1.ContainerStatus;
import io.drayage.protocol.v1.Hello;
import io.drayage.protocol.v1.Inventory;
import io.drayage.runtime.RuntimeFacts;
import io.drayage.runtime.runc.RuncRuntime;
import io.drayage.transfer.memory.DescriptorKeeper;
import io.drayage.transfer.memory.SystemdDescriptorStore;
import io.drayage.transfer.stream.OutgoingStream;
import io.drayage.transfer.stream.StreamListener;
import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.Credential;
import io.drayage.trust.identity.Identity;
import io.drayage.trust.identity.PeerIdentity;
import io.drayage.trust.tls.MutualTls;
import io.drayage.trust.tls.PeerRule;
import io.drayage.trust.tls.Peers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of one host, put together from its parts. It keeps nothing that a restart would miss:
 * containers run on under their monitors, and what they are is on disk.
 */
public final class Agent {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
  private static final Duration STREAM_PATIENCE = Duration.ofMinutes(5);

  /** CRIU's pipes must hold many pages; without CAP_SYS_RESOURCE it cannot exceed this limit. */
  private static final Sysctl PIPE_LIMIT = Sysctl.named("fs.pipe-max-size");

  private static final long NEEDED_PIPE_BYTES = 4L * 1024 * 1024;

  private final AgentConfig config;
  private final Clock clock;

  /** An agent with a configuration; nothing is started. */
  public Agent(AgentConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Prepares the host, enrols if need be, and serves until the thread is interrupted.
   *
   * @throws IOException when the port for streams is taken
   */
  public void run() throws IOException, InterruptedException {
    warnOfSmallPipes();
    ContainerNetwork.enableForwarding();
    serve();
  }

  /**
   * Serves as {@link #run} does, and changes nothing of the host but the agent's own directories.
   *
   * @throws IOException when the port for streams is taken
   */
  public void serve() throws IOException, InterruptedException {
    PrivateDirectory.ensure(config.data());
    PrivateDirectory.ensure(config.run().resolve("containers"));
    var enroller = new Enroller(config);
    var identity = new AtomicReference<Identity>(enroller.identity());
    var tls = new MutualTls(identity::get);
    var link =
        new ControllerLink(config.name(), config.controller(), identity, tls, enroller, clock);
    var runtime = new RuncRuntime(config.data().resolve("logs"), clock);
    var containers =
        new Containers(
            runtime,
            new ContainerRecords(config.data(), config.run()),
            new LayerCache(config.data(), link),
            config.cgroupParent());
    var permits = new MovePermits(identity::get, clock);
    var destination = new DestinationSide(containers, permits, keeper());
    HostTracking tracking = HostTracking.detect(config.tracker());
    var source = new SourceSide(containers, connector(tls), permits, tracking, clock);
    try (StreamListener listener =
        StreamListener.open(
            tls.context(PeerRule.anyHost()),
            MutualTls.parameters(),
            new InetSocketAddress(config.address(), config.streamPort()),
            session -> Peers.peer(session).name(),
            destination)) {
      RuntimeFacts facts = runtime.probe();
      destination.resume();
      source.resume();
      Thread.ofVirtual().name("stream-warm-up").start(() -> StreamWarmUp.run(tls));
      LOG.info("Agent of {} is up: {}, {}", config.name(), facts.runtime(), facts.criu());
      var executor =
          new CommandExecutor(
              containers,
              source,
              destination,
              new Replicas(containers, new HealthWait(clock)),
              new EpochFence(config.data()),
              new Surveys(containers, probe(), facts, tracking),
              gateway());
      Hello hello = hello(facts, listener.port());
      for (Endpoint other : config.otherControllers().orElse(List.of())) {
        var further = new ControllerLink(config.name(), other, identity, tls, enroller, clock);
        Thread.ofVirtual()
            .name("controller " + other.address())
            .start(() -> serveFurther(further, hello, containers, executor));
      }
      link.serve(hello, () -> inventory(containers), executor);
    }
  }

  private GatewaySteps gateway() throws IOException {
    if (config.gateway().isEmpty()) {
      return GatewaySteps.none();
    }
    var gateway = new Gateway(config.gateway().orElseThrow(), config.data(), config.run(), clock);
    Thread.ofVirtual().name("gateway").start(gateway::keep);
    return GatewaySteps.of(gateway);
  }

  private HostProbe probe() {
    return new HostProbe(config.data(), config.run().resolve("survey"), config.address(), clock);
  }

  /** One of several controllers: which of them commands is for the epochs to decide. */
  private static void serveFurther(
      ControllerLink link, Hello hello, Containers containers, CommandExecutor executor) {
    try {
      link.serve(hello, () -> inventory(containers), executor);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static DescriptorKeeper keeper() throws IOException {
    Optional<SystemdDescriptorStore> store = SystemdDescriptorStore.of(System.getenv());
    if (store.isPresent()) {
      return store.get();
    }
    LOG.warn(
        "No service manager keeps this agent's descriptors: its death would cost containers the memory that they still lack; run it as the packaged unit does");
    return DescriptorKeeper.none();
  }

  private static StreamConnector connector(MutualTls tls) {
    return (host, address, header, approval) ->
        OutgoingStream.connect(
            tls.context(PeerRule.anyHost()),
            MutualTls.parameters(),
            address,
            session -> {
              approve(approval, Peers.requirePeer(session, new PeerIdentity.Host(host)));
              return host;
            },
            header,
            STREAM_PATIENCE);
  }

  private static void approve(Consumer<X509Certificate> approval, X509Certificate peer)
      throws SSLPeerUnverifiedException {
    try {
      approval.accept(peer);
    } catch (TrustException e) {
      var refused = new SSLPeerUnverifiedException(e.getMessage());
      refused.initCause(e);
      throw refused;
    }
  }

  private Hello hello(RuntimeFacts facts, int streamPort) {
    return Hello.newBuilder()
        .setName(config.name())
        .setCloud(config.cloud())
        .setRegion(config.region())
        .setCountry(config.country())
        .setAddress(config.address())
        .setMemoryBytes(config.memory().bytes())
        .setKernel(kernel())
        .setArchitecture(System.getProperty("os.arch", "unknown"))
        .setRuntime(facts.runtime())
        .setRuntimeUsable(facts.usable())
        .setCriu(facts.criu())
        .setCriuUsable(facts.canCheckpoint())
        .setStreamPort(streamPort)
        .setPlace(config.place().map(Agent::read).orElse(""))
        .build();
  }

  private static String read(Path place) {
    try {
      return Credential.parse(Files.readString(place)).pem();
    } catch (IOException e) {
      throw new TrustException(
          "Cannot read %s, which is to tell where this host stands: %s; have it issued by 'dray pca issue host' and put it there"
              .formatted(place, e.getMessage()),
          e);
    }
  }

  private static Inventory inventory(Containers containers) {
    var inventory = Inventory.newBuilder();
    for (Containers.Observation seen : containers.observe()) {
      inventory.addContainers(
          ContainerStatus.newBuilder()
              .setName(seen.name())
              .setState(seen.state().name())
              .setPid((int) seen.pid())
              .setExitCode(seen.exitCode()));
    }
    return inventory.build();
  }

  private static void warnOfSmallPipes() throws IOException {
    if (PIPE_LIMIT.number() < NEEDED_PIPE_BYTES) {
      LOG.warn(
          "{} is below {}: without CAP_SYS_RESOURCE a dump can fail; raise it with sysctl fs.pipe-max-size",
          PIPE_LIMIT.file(),
          NEEDED_PIPE_BYTES);
    }
  }

  private static String kernel() {
    return System.getProperty("os.version", "unknown");
  }
}
