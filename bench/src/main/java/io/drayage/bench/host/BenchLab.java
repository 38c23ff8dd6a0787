package io.drayage.bench.host;

import io.drayage.api.client.ControllerClient;
import io.drayage.bench.workload.Workload;
import io.drayage.lab.Lab;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.machine.Commands;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.Progress;
import io.drayage.lab.service.OwnLab;
import io.drayage.lab.spec.ControllerSpec;
import io.drayage.lab.spec.HostSpec;
import io.drayage.lab.spec.LabSpec;
import io.drayage.platform.unit.Bandwidth;
import io.drayage.platform.unit.DataSize;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The benchmark's lab: a controller and two hosts with agents, all links as the cell under
 * measurement wants them. One thread; closing it takes the lab down.
 */
public final class BenchLab implements AutoCloseable {
  /** The lab's name unless the user gives another; others may be up beside it. */
  public static final String NAME = "bench";

  private static final String SOURCE = "bench-a";
  private static final String DESTINATION = "bench-b";
  private static final DataSize MEMORY = DataSize.parse("6GiB");
  private static final Bandwidth INITIAL = Bandwidth.parse("1Gbit");

  private final OwnLab own;
  private final Lab lab;
  private final BenchImages images;
  private final Map<Workload, Path> tars = new EnumMap<>(Workload.class);

  private BenchLab(OwnLab own, Path cache) {
    this.own = own;
    this.lab = own.lab();
    this.images = new BenchImages(cache, own.root());
  }

  /**
   * Brings the lab up; one that an earlier run left behind is taken down first.
   *
   * @param name the lab's name
   * @param cache where built images are kept
   * @throws LabException when it cannot be brought up
   */
  public static BenchLab up(String name, Path cache, Progress progress) {
    var spec =
        new LabSpec(
            new ControllerSpec("controller", DataSize.parse("1GiB"), INITIAL),
            List.of(
                host(SOURCE, "gcp", "europe-southwest1", "ES"),
                host(DESTINATION, "aws", "eu-central-1", "DE")));
    var bench = new BenchLab(OwnLab.up("dray bench", name, spec, progress), cache);
    bench.widenClientsRoute();
    return bench;
  }

  private static HostSpec host(String name, String cloud, String region, String country) {
    return new HostSpec(name, cloud, region, country, MEMORY, INITIAL);
  }

  /**
   * Lets the heartbeat's connections keep many segments under way and never stop for a
   * retransmission timer: it is the container that is measured, not TCP's back-off (ip-route(8)).
   */
  private void widenClientsRoute() {
    Commands.ip(
        "route replace %s via %s dev %s initcwnd 4000 rto_min 30s"
            .formatted(
                lab.subnet().containers(),
                lab.subnet().machineGateway(),
                lab.subnet().machineLink()));
  }

  /** The host that containers start on. */
  public LabHost source() {
    return lab.host(SOURCE);
  }

  /** The host that containers move to. */
  public LabHost destination() {
    return lab.host(DESTINATION);
  }

  /** The controller's API. */
  public ControllerClient client() {
    return own.client();
  }

  /** Builds a workload's image and gives it to Drayage. */
  public void importImage(Workload workload) {
    Path tar = images.tar(workload);
    tars.put(workload, tar);
    own.importImage(workload.image(), tar);
  }

  /** A tar of a workload's root; empty for the one that all hosts have. */
  public Optional<Path> image(Workload workload) {
    return workload == Workload.MEMORY
        ? Optional.empty()
        : Optional.of(Objects.requireNonNull(tars.get(workload), "import the image first"));
  }

  /** An address for a container that Drayage does not know, which it never gives to one. */
  public String foreignAddress() {
    return lab.subnet().machineAddress().replaceAll("\\.0\\.2$", ".255.10");
  }

  /** Sends a container's packets to a host: what a controller would tell the router. */
  public void route(String address, LabHost host) {
    own.onRouter("route replace %s/32 via %s".formatted(address, host.address()));
  }

  /** Gives both hosts' links a bandwidth in megabits a second; 0 means unshaped. */
  public void shape(int megabits) {
    Optional<Bandwidth> bandwidth =
        megabits == 0 ? Optional.empty() : Optional.of(new Bandwidth(megabits * 1_000_000L));
    lab.reshape(SOURCE, bandwidth);
    lab.reshape(DESTINATION, bandwidth);
  }

  /** Starts to look at both agents' memory. */
  public AgentWatch watchAgents() {
    return AgentWatch.start(List.of(source(), destination()));
  }

  /** What the source has sent over its link since it started, in bytes. */
  public long bytesSent() {
    return LinkCounter.bytesSent(source().init().proc());
  }

  @Override
  public void close() {
    own.close();
  }
}
