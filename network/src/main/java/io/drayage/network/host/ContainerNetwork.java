package io.drayage.network.host;

import io.drayage.platform.foreign.NetworkNamespace;
import io.drayage.platform.kernel.Sysctl;
import io.drayage.platform.process.Subprocess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The network namespace of one container on this host: one link with the container's own address,
 * and a gateway that looks the same on every host, so that nothing inside changes when it moves.
 *
 * <p>The link is made cut: the host's end is down and has no route. A cut link drops packets both
 * ways without a reset, and keeps doing so whatever CRIU does, which is what a frozen container
 * needs: its kernel would otherwise acknowledge data that the checkpoint no longer holds. Used by
 * one thread at a time per container.
 */
public final class ContainerNetwork {
  private static final Path NAMESPACES = Path.of("/run/netns");
  private static final String GATEWAY = "169.254.1.1";

  /** What is lost during a freeze comes again soon after it, not after Linux's usual 200 ms. */
  private static final String RTO_MIN = "10ms";

  private static final String GATEWAY_MAC = "ee:ee:ee:ee:ee:ee";

  private final String namespace;
  private final String address;
  private final String link;

  private ContainerNetwork(String container, String address) {
    this.namespace = container;
    this.address = address;
    this.link = linkName(container);
  }

  /** The network of a container, whether it exists yet or not. */
  public static ContainerNetwork of(String container, String address) {
    return new ContainerNetwork(container, address);
  }

  /** Lets this host forward packets between its containers and its own link. */
  public static void enableForwarding() {
    Sysctl setting = Sysctl.named("net.ipv4.ip_forward");
    try {
      if (!setting.read().equals("1")) {
        setting.write("1");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "forwarding cannot be enabled: run as root, or set net.ipv4.ip_forward=1", e);
    }
  }

  /** The namespace's file. */
  public Path file() {
    return NAMESPACES.resolve(namespace);
  }

  /** Makes the namespace anew, its link cut; what was left of an earlier one goes first. */
  public void create() {
    destroy();
    Subprocess.of("ip", "netns", "add", namespace).runOrThrow();
    IpCommand.batch(
        "link add %s address %s type veth peer name eth0 address %s netns %s"
            .formatted(link, GATEWAY_MAC, hardwareAddress(address), namespace));
    IpCommand.batchIn(
        namespace,
        "link set lo up",
        "address add %s/32 dev eth0".formatted(address),
        "link set eth0 up",
        "neighbour add %s lladdr %s dev eth0 nud permanent".formatted(GATEWAY, GATEWAY_MAC),
        "route add %s dev eth0 scope link".formatted(GATEWAY),
        "route add default via %s dev eth0 rto_min %s".formatted(GATEWAY, RTO_MIN));
  }

  /** Whether the namespace is there. */
  public boolean exists() {
    return Files.exists(file());
  }

  /**
   * Connects to a TCP port of the container from within its own namespace: this works while it is
   * cut, and wherever the route for its address leads. The caller closes the connection.
   *
   * @param patienceMillis how long connecting may take, in milliseconds; more than 0
   * @throws IOException when nothing listens there, or the namespace is gone
   */
  public SocketChannel connect(int port, int patienceMillis) throws IOException {
    SocketChannel channel = NetworkNamespace.openSocket(file());
    try {
      channel.socket().connect(new InetSocketAddress(address, port), patienceMillis);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Cuts the container off, both ways. Harmless when it is. */
  public void cut() {
    IpCommand.batch(cutting());
  }

  /** Readies {@link #cut}; the caller closes it. */
  public ReadyChange readyToCut() {
    return IpCommand.ready(cutting());
  }

  /** Connects the container. Harmless when it is. */
  public void join() {
    IpCommand.batch(joining());
  }

  /** Readies {@link #join}; the caller closes it. */
  public ReadyChange readyToJoin() {
    return IpCommand.ready(joining());
  }

  /** Removes the namespace and its link. Harmless when they are gone. */
  public void destroy() {
    if (Files.exists(Path.of("/sys/class/net", link)) || exists()) {
      // The end in the namespace goes with it; until the namespace's last process is gone the link
      // would stay, and a new one could not take its name.
      IpCommand.attempt("link", "delete", link);
      IpCommand.attempt("netns", "delete", namespace);
    }
  }

  private String[] cutting() {
    return new String[] {"link set %s down".formatted(link)};
  }

  private String[] joining() {
    return new String[] {
      "link set %s up".formatted(link),
      // Asking for it could take a second: the kernel repeats a lost question no sooner.
      "neighbour replace %s lladdr %s dev %s nud permanent"
          .formatted(address, hardwareAddress(address), link),
      "route replace %s/32 dev %s rto_min %s".formatted(address, link, RTO_MIN)
    };
  }

  /** Interface names hold at most 15 characters; container names may be longer. */
  private static String linkName(String container) {
    var checksum = new CRC32C();
    checksum.update(container.getBytes(StandardCharsets.UTF_8));
    return "dray" + HexFormat.of().toHexDigits((int) checksum.getValue());
  }

  /** A locally administered hardware address that the container keeps on every host. */
  private static String hardwareAddress(String address) {
    var mac = new StringBuilder("02:dd");
    for (String octet : address.split("\\.", -1)) {
      mac.append(":%02x".formatted(Integer.parseInt(octet)));
    }
    return mac.toString();
  }
}
