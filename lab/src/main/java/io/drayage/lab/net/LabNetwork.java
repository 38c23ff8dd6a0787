package io.drayage.lab.net;

import io.drayage.lab.machine.Commands;
import io.drayage.lab.machine.ProcessId;

/**
 * Joins a lab's network namespaces: a router in the middle, one link from it to the machine and one to
 * each host, shaped to a bandwidth in both directions. All of it vanishes with the namespaces; only the
 * machine's end of its link is on the machine, where the lab's name is its alias.
 */
public final class LabNetwork {
  private static final String ALIAS = "drayage-lab:";
  // A bucket of two milliseconds' traffic. tbf takes GSO packets that are larger than it apart.
  private static final long LEAST_BURST = 32 << 10;
  private static final long BURSTS_PER_SECOND = 500;

  private final Subnet subnet;
  private final ProcessId router;

  /**
   * @param router the process that holds the router's network namespace
   */
  public LabNetwork(Subnet subnet, ProcessId router) {
    this.subnet = subnet;
    this.router = router;
  }

  /** What a link of a lab's machine has as its alias. */
  public static String alias(String lab) {
    return ALIAS + lab;
  }

  /** Lets the router forward, and joins the machine to it. */
  public void start(String lab) {
    in(router, "sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv4.conf.all.rp_filter=0",
        "net.ipv4.conf.default.rp_filter=0");
    String link = subnet.machineLink();
    ip(
        "link add dev %s type veth peer name machine netns %d".formatted(link, router.pid()),
        "link set dev %s alias %s".formatted(link, alias(lab)),
        "addr add %s/24 dev %s".formatted(subnet.machineAddress(), link),
        "link set dev %s up".formatted(link));
    ipIn(
        router,
        "link set dev lo up",
        "addr add %s/24 dev machine".formatted(subnet.machineGateway()),
        "link set dev machine up");
    ip("route add %s via %s".formatted(subnet.cidr(), subnet.machineGateway()));
  }

  /** Joins the namespace of machine number 1 to 127 to the router. */
  public void join(int number, ProcessId host, long bitsPerSecond) {
    String link = "h" + number;
    ipIn(
        router,
        "link add dev %s type veth peer name eth0 netns %d".formatted(link, host.pid()),
        "addr add %s/24 dev %s".formatted(subnet.gateway(number), link),
        "link set dev %s up".formatted(link));
    ipIn(
        host,
        "link set dev lo up",
        "addr add %s/24 dev eth0".formatted(subnet.address(number)),
        "link set dev eth0 up",
        "route add default via " + subnet.gateway(number));
    shape(router, link, bitsPerSecond);
    shape(host, "eth0", bitsPerSecond);
  }

  private static void shape(ProcessId namespace, String link, long bitsPerSecond) {
    long burst = Math.max(LEAST_BURST, bitsPerSecond / 8 / BURSTS_PER_SECOND);
    in(namespace, "tc", "qdisc", "add", "dev", link, "root", "tbf",
        "rate", bitsPerSecond + "bit", "burst", Long.toString(burst), "latency", "50ms");
  }

  private static void ip(String... lines) {
    Commands.runWithInput(String.join("\n", lines) + "\n", "ip", "-batch", "-");
  }

  private static void ipIn(ProcessId namespace, String... lines) {
    Commands.runWithInput(
        String.join("\n", lines) + "\n",
        "nsenter", "-t", Long.toString(namespace.pid()), "-n", "ip", "-batch", "-");
  }

  private static void in(ProcessId namespace, String... command) {
    String[] entered = new String[command.length + 4];
    entered[0] = "nsenter";
    entered[1] = "-t";
    entered[2] = Long.toString(namespace.pid());
    entered[3] = "-n";
    System.arraycopy(command, 0, entered, 4, command.length);
    Commands.run(entered);
  }
}
