package io.drayage.chaos.fault;

import io.drayage.chaos.host.ChaosLab;
import io.drayage.lab.host.LabHost;
import io.drayage.platform.unit.Bandwidth;
import java.util.List;

/** Brings faults about in a lab. One thread at a time. */
public final class Injector {
  private static final Bandwidth SLOW = Bandwidth.parse("8Mbit");
  private static final String STREAM_PORT = "7445";

  private final ChaosLab lab;

  /** Faults in a lab. */
  public Injector(ChaosLab lab) {
    this.lab = lab;
  }

  /**
   * Brings a fault about.
   *
   * @return what heals it
   */
  public Runnable inject(Fault fault, LabHost source, LabHost destination) {
    return switch (fault) {
      case SOURCE_AGENT_KILLED -> kill(source);
      case DESTINATION_AGENT_KILLED -> kill(destination);
      case BOTH_AGENTS_KILLED -> kill(source, destination);
      case CONTROLLER_KILLED -> kill(lab.controller());
      case ALL_KILLED -> kill(lab.controller(), source, destination);
      case SOURCE_CRIU_KILLED -> killCriu(source);
      case DESTINATION_CRIU_KILLED -> killCriu(destination);
      case SOURCE_AGENT_STOPPED -> stop(source);
      case DESTINATION_AGENT_STOPPED -> stop(destination);
      case CONTROLLER_STOPPED -> stop(lab.controller());
      case SOURCE_CUT_OFF -> drop(to(source), from(source));
      case DESTINATION_CUT_OFF -> drop(to(destination), from(destination));
      case LINK_CUT_TO_DESTINATION -> drop(to(destination));
      case LINK_CUT_FROM_DESTINATION -> drop(from(destination));
      case LINK_SLOW -> slow();
      case STREAM_RESET -> reset(source);
      case DESTINATION_MEMORY_FULL -> fill(destination);
    };
  }

  private Runnable kill(LabHost... hosts) {
    for (LabHost host : hosts) {
      host.signal(service(host), "KILL");
    }
    return () -> {
      for (LabHost host : hosts) {
        host.restart(service(host));
      }
    };
  }

  private Runnable stop(LabHost host) {
    host.signal(service(host), "STOP");
    return () -> host.signal(service(host), "CONT");
  }

  private String service(LabHost host) {
    return host.name().equals(lab.controller().name()) ? "controller" : "agent";
  }

  private static Runnable killCriu(LabHost host) {
    host.command("pkill", "-KILL", "-x", "criu").run();
    return () -> {};
  }

  /** What the router does with packets: a route or a rule, as ip(8) takes it. */
  private static List<String> to(LabHost host) {
    return List.of("route", "blackhole " + host.address() + "/32");
  }

  private static List<String> from(LabHost host) {
    return List.of("rule", "from " + host.address() + " blackhole");
  }

  @SafeVarargs
  private Runnable drop(List<String>... packets) {
    for (List<String> which : packets) {
      lab.onRouter(which.getFirst() + " add " + which.getLast());
    }
    return () -> {
      for (List<String> which : packets) {
        lab.onRouter(which.getFirst() + " del " + which.getLast());
      }
    };
  }

  private Runnable slow() {
    lab.shape(SLOW);
    return () -> lab.shape(ChaosLab.USUAL);
  }

  private static Runnable reset(LabHost source) {
    source.command("ss", "-KHtn", "dport", "=", ":" + STREAM_PORT).run();
    return () -> {};
  }

  /** Small first: what a host has in /run counts as its memory. */
  private static Runnable fill(LabHost host) {
    host.command(
            "sh",
            "-c",
            "mount -o remount,size=96m /run && cat /dev/zero >/run/filler 2>/dev/null; true")
        .run();
    return () ->
        host.command("sh", "-c", "rm -f /run/filler; mount -o remount,size=2g /run").runOrThrow();
  }
}
