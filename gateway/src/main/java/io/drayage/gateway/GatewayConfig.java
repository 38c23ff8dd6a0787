package io.drayage.gateway;

import io.drayage.platform.config.Default;
import java.nio.file.Path;
import java.util.List;

/**
 * The gateway of a host, as its agent's configuration has it.
 *
 * @param program HAProxy, 2.6 or newer, with Lua
 * @param http the port for HTTP by name; 0 for none
 * @param tcp the ports that containers may be published on; all of them are listened on from the
 *     start, so that none needs a reload
 */
public record GatewayConfig(
    @Default("/usr/sbin/haproxy") Path program,
    @Default("80") int http,
    @Default("[]") List<Integer> tcp) {
  private static final int LARGEST = 65535;
  private static final int MOST = 1024;

  public GatewayConfig {
    tcp = List.copyOf(tcp);
    if (http < 0 || http > LARGEST || tcp.stream().anyMatch(port -> port < 1 || port > LARGEST)) {
      throw new IllegalArgumentException("gateway: a port is from 1 to " + LARGEST);
    }
    if (tcp.contains(http) || tcp.stream().distinct().count() < tcp.size() || tcp.size() > MOST) {
      throw new IllegalArgumentException(
          "gateway: name each port once, and at most %d of them".formatted(MOST));
    }
    if (http == 0 && tcp.isEmpty()) {
      throw new IllegalArgumentException("gateway has no port: name one, or leave gateway out");
    }
  }
}
