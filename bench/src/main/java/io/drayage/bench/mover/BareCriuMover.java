package io.drayage.bench.mover;

import io.drayage.bench.host.BenchLab;
import io.drayage.bench.workload.Workload;
import io.drayage.lab.host.LabHost;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The floor: a process without a container, dumped and restored by CRIU alone from one network
 * namespace into another of the same host, nothing sent over the link. Takes the tiny workload
 * only.
 */
public final class BareCriuMover implements Mover {
  private final BenchLab lab;

  /** A mover on the lab's source. */
  public BareCriuMover(BenchLab lab) {
    this.lab = lab;
  }

  @Override
  public String name() {
    return "floor: bare criu, one host";
  }

  @Override
  public boolean takes(Cell cell) {
    return cell.memoryMiB() == Cell.TINY_MIB;
  }

  @Override
  public Placed place(Cell cell) {
    LabHost host = lab.source();
    Map<String, String> common = Map.of("ADDRESS", lab.foreignAddress(), "COMPRESS", "off");
    PeerHost to = new PeerHost(host, "bare2", common, Optional.empty());
    var settings = new HashMap<>(common);
    settings.put("COMMAND", String.join(" ", cell.command()));
    settings.put("TO", to.directory());
    settings.put("TO_ID", to.id());
    PeerHost from = new PeerHost(host, "bare1", settings, Optional.empty());
    var process = new Bare(from, to);
    try {
      from.prepare(cell);
      to.prepare(cell);
      lab.route(lab.foreignAddress(), host);
      from.run("start_bare");
      return process;
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private final class Bare implements Placed {
    private final PeerHost from;
    private final PeerHost to;

    Bare(PeerHost from, PeerHost to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public InetSocketAddress address() {
      return new InetSocketAddress(
          InetAddress.ofLiteral(lab.foreignAddress()), Workload.MEMORY.port());
    }

    @Override
    public Timings move() throws InterruptedException {
      try (PeerSteps steps = from.start("move_bare")) {
        long began = steps.go();
        long cut = steps.await("cut");
        long running = steps.await("running");
        long ended = steps.awaitEnd();
        return new Timings((running - cut) / 1e6, (ended - began) / 1e6);
      }
    }

    @Override
    public void close() {
      from.run("clean");
      to.run("clean");
    }
  }
}
