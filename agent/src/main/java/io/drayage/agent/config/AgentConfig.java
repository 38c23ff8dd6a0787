package io.drayage.agent.config;

import io.drayage.gateway.GatewayConfig;
import io.drayage.model.host.Host;
import io.drayage.platform.config.Default;
import io.drayage.platform.unit.DataSize;
import io.drayage.transfer.track.TrackerKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An agent's configuration file.
 *
 * @param name this host's name
 * @param cloud the provider
 * @param region the provider's region
 * @param country where the machine stands, ISO 3166-1 alpha-2
 * @param address at which other agents reach this one
 * @param memory that containers may use
 * @param controller where the controller listens for agents
 * @param data directory on disk for layers, containers and this host's identity
 * @param run directory in memory (tmpfs) for checkpoints and sockets
 * @param credential file in memory whose first line encrypts the identity's key at rest
 * @param tokenFile file with the one-time token; removed once it was used
 * @param cgroupParent cgroup path below which each container gets one of its own
 * @param streamPort port on which other agents' streams are taken in
 * @param tracker how written pages are found while memory is copied; empty for the best that the
 *     kernel has
 * @param place file with the attribute certificate that says where this host stands, PEM
 * @param otherControllers where further controllers listen that share the first one's database
 * @param gateway what takes requests for containers in on this host; without it, nothing does
 */
public record AgentConfig(
    String name,
    String cloud,
    String region,
    String country,
    String address,
    DataSize memory,
    Endpoint controller,
    @Default("/var/lib/drayage") Path data,
    @Default("/run/drayage") Path run,
    Path credential,
    @Default("/run/drayage/enrolment-token") Path tokenFile,
    @Default("/drayage") String cgroupParent,
    @Default("7445") int streamPort,
    Optional<TrackerKind> tracker,
    Optional<Path> place,
    Optional<List<Endpoint>> otherControllers,
    Optional<GatewayConfig> gateway) {
  /** Checks what describes the host. */
  public AgentConfig {
    new Host(name, cloud, region, country, address, memory.bytes());
  }

  /**
   * Where a service listens.
   *
   * @param address IP address or host name
   * @param port 1 to 65535
   */
  public record Endpoint(String address, int port) {}

  /** The host this agent runs on. */
  public Host host() {
    return new Host(name, cloud, region, country, address, memory.bytes());
  }
}
