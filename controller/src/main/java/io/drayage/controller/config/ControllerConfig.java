package io.drayage.controller.config;

import io.drayage.platform.config.Default;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A controller's configuration file.
 *
 * @param data directory on disk for the journal, the authority and image layers
 * @param credential file in memory whose first line encrypts keys at rest
 * @param grpc where agents dial in
 * @param rest where clients dial in
 * @param containers the containers' own network
 * @param router network namespace of a router whose host routes follow containers; without one,
 *     somebody else's routes do
 * @param name this controller's, another one for each that shares a database
 * @param policy the protection module's rules (docs/policy.md); without them any move is allowed
 * @param database where the journal is, instead of in a file
 * @param dns zones whose names follow containers (docs/traffic.md); without it, no name does
 * @param context file in memory that tells the administrator's client how to reach this controller
 */
public record ControllerConfig(
    @Default("/var/lib/drayage") Path data,
    Path credential,
    Endpoint grpc,
    Endpoint rest,
    ContainerNetworkConfig containers,
    Optional<Path> router,
    @Default("/run/drayage/context.json") Path context,
    @Default("controller") String name,
    Optional<Path> policy,
    Optional<DatabaseConfig> database,
    Optional<DnsConfig> dns) {
  /**
   * A PostgreSQL database for the journal, which several controllers may share; without one it is a
   * file below {@link #data}.
   *
   * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE}
   * @param user whom the database knows
   * @param password file in memory whose first line is the user's password; without one, none
   */
  public record DatabaseConfig(String url, String user, Optional<Path> password) {}

  /**
   * Where a service listens.
   *
   * @param address IP address
   * @param port 1 to 65535
   */
  public record Endpoint(String address, int port) {}

  /**
   * The containers' own network.
   *
   * @param subnet IPv4 prefix out of which each container gets one address, e.g. {@code
   *     10.96.128.0/17}
   */
  public record ContainerNetworkConfig(String subnet) {}
}
