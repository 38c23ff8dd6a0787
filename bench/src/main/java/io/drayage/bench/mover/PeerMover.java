package io.drayage.bench.mover;

import io.drayage.bench.host.BenchLab;
import io.drayage.lab.host.LabHost;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;

/**
 * Moves a runc container by hand with the tools at hand, each at its best known options: {@code
 * peer.sh} is what runs on both hosts.
 */
public final class PeerMover implements Mover {
  private static final String ID = "peer";

  /** How the memory crosses. */
  public enum Way {
    /** runc checkpoint into memory, tar over the link, runc restore. */
    TAR("runc checkpoint + tar"),
    /** CRIU's page server writes into the destination's memory. */
    PAGES("criu page server"),
    /** CRIU's lazy pages: the tasks first, their memory when they touch it. */
    LAZY("criu lazy pages"),
    /** Podman's own checkpoint archive, streamed while it is written. */
    PODMAN("podman export + import");

    private final String label;

    Way(String label) {
      this.label = label;
    }

    private String step(String side) {
      return side + "_" + name().toLowerCase(Locale.ROOT);
    }
  }

  private final BenchLab lab;
  private final Way way;

  /** A mover of one way. */
  public PeerMover(BenchLab lab, Way way) {
    this.lab = lab;
    this.way = way;
  }

  @Override
  public String name() {
    return way.label;
  }

  @Override
  public Placed place(Cell cell) throws InterruptedException {
    // zstd is faster than a shaped link; on an unshaped one, and for small images, it costs time.
    String compress = (way == Way.TAR || way == Way.PODMAN) && cell.linkMbit() > 0 ? "on" : "off";
    PeerHost source = host(lab.source(), lab.destination(), compress, cell);
    PeerHost destination = host(lab.destination(), lab.source(), compress, cell);
    var container = new Container(source, destination, cell.workload().port());
    try {
      destination.prepare(cell);
      source.prepare(cell);
      lab.route(lab.foreignAddress(), lab.source());
      if (way == Way.PODMAN) {
        startByPodman(source, destination);
      } else {
        source.run("start");
      }
      return container;
    } catch (RuntimeException e) {
      container.close();
      throw e;
    }
  }

  /** Both hosts must have the image under one id, so one saves it and the other loads it. */
  private static void startByPodman(PeerHost source, PeerHost destination) {
    source.run("podman_image");
    source.hand("image.tar", destination);
    destination.run("podman_load");
    source.run("podman_start");
  }

  private PeerHost host(LabHost host, LabHost other, String compress, Cell cell) {
    var settings =
        Map.of(
            "ADDRESS",
            lab.foreignAddress(),
            "PEER",
            other.address(),
            "COMPRESS",
            compress,
            "PROGRAM",
            String.join(" ", cell.command().stream().map(PeerMover::quoted).toList()),
            "CGROUP",
            host.cgroupParent() + "/" + ID + "-podman");
    return new PeerHost(host, ID, settings, lab.image(cell.workload()));
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private final class Container implements Placed {
    private final PeerHost source;
    private final PeerHost destination;
    private final int port;

    Container(PeerHost source, PeerHost destination, int port) {
      this.source = source;
      this.destination = destination;
      this.port = port;
    }

    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress(InetAddress.ofLiteral(lab.foreignAddress()), port);
    }

    @Override
    public Timings move() throws InterruptedException {
      try (PeerSteps there = destination.start(way.step("destination"));
          PeerSteps here = source.start(way.step("source"))) {
        long _ = there.await("ready");
        long began = here.go();
        long cut = here.await("cut");
        lab.route(lab.foreignAddress(), lab.destination());
        long running = awaitRunning(there, here);
        long ended = Math.max(here.awaitEnd(), there.awaitEnd());
        return new Timings((running - cut) / 1e6, (ended - began) / 1e6);
      }
    }

    /** A source that failed would leave the destination waiting: its reason is the better one. */
    private static long awaitRunning(PeerSteps there, PeerSteps here) throws InterruptedException {
      long _ = here.await("sending");
      return there.await("running");
    }

    @Override
    public void close() {
      source.run("clean");
      destination.run("clean");
    }
  }
}
