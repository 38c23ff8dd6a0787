package io.drayage.lab.net;

import io.drayage.lab.machine.Commands;
import io.drayage.lab.machine.ProcessId;
import io.drayage.platform.unit.Bandwidth;
import java.util.Optional;

/**
 * Joins a lab's network namespaces: a router in the middle, one link from it to the machine and one
 * to each host, shaped to a bandwidth in both directions. All of it vanishes with the namespaces;
 * only one end of one link is on the machine, where the lab's name is its alias.
 */
public final class LabNetwork {
  private static final String ALIAS = "drayage-lab:";
  // A bucket of two milliseconds' traffic. tbf takes GSO packets that are larger than it apart.
  private static final long BURSTS_PER_SECOND = 500;
  private static final long LEAST_BURST = 32 << 10;

  private final Subnet subnet;
  private final ProcessId router;

  /**
   * @param router the process that holds the router's network namespace
   */
  public LabNetwork(Subnet subnet, ProcessId router) {
    this.subnet = subnet;
    this.router = router;
  }

  /** What the machine's end of a lab's link has as its alias. */
  static String alias(String lab) {
    return ALIAS + lab;
  }

  /** Lets the router forward, and joins the machine to it. */
  public void start(String lab) {
    Commands.inNetworkOf(
        router,
        "sysctl",
        "-qw",
        "net.ipv4.ip_forward=1",
        "net.ipv4.conf.all.rp_filter=0",
        "net.ipv4.conf.default.rp_filter=0");
    String link = subnet.machineLink();
    Commands.ip(
        "link add dev %s type veth peer name machine netns %d".formatted(link, router.pid()),
        "link set dev %s alias %s".formatted(link, alias(lab)),
        "addr add %s/24 dev %s".formatted(subnet.machineAddress(), link),
        "link set dev %s up".formatted(link));
    Commands.ipInNetworkOf(
        router,
        "link set dev lo up",
        "addr add %s/24 dev machine".formatted(subnet.machineGateway()),
        "link set dev machine up");
    Commands.ip("route add %s via %s".formatted(subnet.cidr(), subnet.machineGateway()));
  }

  /** Joins the namespace of machine number 1 to 127 to the router. */
  public void join(int number, ProcessId host, Bandwidth bandwidth) {
    String link = "h" + number;
    Commands.ipInNetworkOf(
        router,
        "link add dev %s type veth peer name eth0 netns %d".formatted(link, host.pid()),
        "addr add %s/24 dev %s".formatted(subnet.gateway(number), link),
        "link set dev %s up".formatted(link));
    Commands.ipInNetworkOf(
        host,
        "link set dev lo up",
        "addr add %s/24 dev eth0".formatted(subnet.address(number)),
        "link set dev eth0 up",
        "route add default via " + subnet.gateway(number),
        // As ContainerNetwork has it for the container's own host.
        "route add %s via %s rto_min 10ms".formatted(subnet.containers(), subnet.gateway(number)),
        // What comes for a container whose link is cut vanishes, so that its client asks again:
        // sent
        // back to the router it would go round until the client is told that there is no route.
        "rule add pref 100 iif eth0 to %s lookup main suppress_prefixlength 31"
            .formatted(subnet.containers()),
        "rule add pref 101 iif eth0 to %s blackhole".formatted(subnet.containers()));
    shape(router, link, bandwidth);
    shape(host, "eth0", bandwidth);
  }

  /**
   * Gives the link of machine number 1 to 127 another bandwidth, in both directions, while it is
   * used; empty means as much as it can carry.
   */
  public void reshape(int number, ProcessId host, Optional<Bandwidth> bandwidth) {
    // Deleting the root of a link that has none fails; replacing it by the default never does.
    clear(router, "h" + number);
    clear(host, "eth0");
    bandwidth.ifPresent(given -> {
      shape(router, "h" + number, given);
      shape(host, "eth0", given);
    });
  }

  private static void clear(ProcessId namespace, String link) {
    Commands.inNetworkOf(
        namespace, "tc", "qdisc", "replace", "dev", link, "root", "handle", "1:", "pfifo");
    Commands.inNetworkOf(namespace, "tc", "qdisc", "del", "dev", link, "root");
  }

  private static void shape(ProcessId namespace, String link, Bandwidth bandwidth) {
    long burst = Math.max(LEAST_BURST, bandwidth.bytesPerSecond() / BURSTS_PER_SECOND);
    String shape =
        "tc qdisc add dev %s root tbf rate %dbit burst %d latency 50ms"
            .formatted(link, bandwidth.bitsPerSecond(), burst);
    Commands.inNetworkOf(namespace, shape.split(" ", -1));
  }
}
