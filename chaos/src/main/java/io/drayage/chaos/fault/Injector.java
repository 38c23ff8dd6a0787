package io.drayage.chaos.fault;

import io.drayage.chaos.host.ChaosLab;
import io.drayage.lab.LabServices;
import io.drayage.lab.host.LabHost;
import io.drayage.platform.unit.Bandwidth;
import java.util.List;

/** Brings faults about in a lab. One thread at a time. */
public final class Injector {
  private static final Bandwidth SLOW = Bandwidth.parse("8Mbit");
  private static final String STREAM_PORT = "7445";

  /** All but the host's init, what that waits for, and the shell itself; stopped, none forks. */
  private static final String END_ALL =
      """
      kill -STOP -1
      for process in /proc/[0-9]*; do
        pid=${process#/proc/}
        case $pid in 1|$$) continue;; esac
        [ "$(tr '\\0' ' ' <"$process/cmdline")" = "sleep infinity " ] || kill -KILL "$pid"
      done
      kill -CONT -1
      """;

  private final ChaosLab lab;

  /** Faults in a lab. */
  public Injector(ChaosLab lab) {
    this.lab = lab;
  }

  /**
   * A fault that was brought about.
   *
   * @param struck whether there was anything to strike: a process to kill, a connection to reset
   * @param heal heals it
   */
  public record Injected(boolean struck, Runnable heal) {}

  /** Brings a fault about. */
  public Injected inject(Fault fault, LabHost source, LabHost destination) {
    return switch (fault) {
      case SOURCE_AGENT_KILLED -> kill(source);
      case DESTINATION_AGENT_KILLED -> kill(destination);
      case BOTH_AGENTS_KILLED -> kill(source, destination);
      case CONTROLLER_KILLED -> kill(lab.controller());
      case ALL_KILLED -> kill(lab.controller(), source, destination);
      case SOURCE_CRIU_KILLED -> killAll(source, "criu");
      case DESTINATION_CRIU_KILLED -> killAll(destination, "criu");
      case SOURCE_RUNC_KILLED -> killAll(source, "runc");
      case DESTINATION_RUNC_KILLED -> killAll(destination, "runc");
      case SOURCE_GONE -> end(source);
      case DESTINATION_GONE -> end(destination);
      case SOURCE_AGENT_STOPPED -> stop(source);
      case DESTINATION_AGENT_STOPPED -> stop(destination);
      case CONTROLLER_STOPPED -> stop(lab.controller());
      case SOURCE_CUT_OFF -> drop(to(source), from(source));
      case DESTINATION_CUT_OFF -> drop(to(destination), from(destination));
      case LINK_CUT_TO_DESTINATION -> drop(to(destination));
      case LINK_CUT_FROM_DESTINATION -> drop(from(destination));
      case LINK_SLOW -> slow();
      case STREAM_RESET -> reset(source);
      case DESTINATION_MEMORY_FULL -> fillMemory(destination);
      case DESTINATION_DISK_FULL -> fillDisk(destination);
    };
  }

  private Injected kill(LabHost... hosts) {
    boolean struck = true;
    for (LabHost host : hosts) {
      struck &= host.isRunning(service(host));
      host.signal(service(host), "KILL");
    }
    return new Injected(
        struck,
        () -> {
          for (LabHost host : hosts) {
            host.restart(service(host));
          }
        });
  }

  private Injected stop(LabHost host) {
    boolean struck = host.isRunning(service(host));
    host.signal(service(host), "STOP");
    return new Injected(struck, () -> host.signal(service(host), "CONT"));
  }

  private String service(LabHost host) {
    return host.name().equals(lab.controller().name()) ? LabServices.CONTROLLER : LabServices.AGENT;
  }

  private static Injected killAll(LabHost host, String program) {
    boolean struck = host.command("pkill", "-KILL", "-x", program).run().succeeded();
    return new Injected(struck, () -> {});
  }

  private Injected end(LabHost host) {
    boolean struck = host.isRunning(service(host));
    host.command("sh", "-c", END_ALL).run();
    return new Injected(struck, () -> host.restart(service(host)));
  }

  /** What the router does with packets: a route or a rule, as ip(8) takes it. */
  private static List<String> to(LabHost host) {
    return List.of("route", "blackhole " + host.address() + "/32");
  }

  private static List<String> from(LabHost host) {
    return List.of("rule", "from " + host.address() + " blackhole");
  }

  @SafeVarargs
  private Injected drop(List<String>... packets) {
    for (List<String> which : packets) {
      lab.onRouter(which.getFirst() + " add " + which.getLast());
    }
    return new Injected(
        true,
        () -> {
          for (List<String> which : packets) {
            lab.onRouter(which.getFirst() + " del " + which.getLast());
          }
        });
  }

  private Injected slow() {
    lab.shape(SLOW);
    return new Injected(true, () -> lab.shape(ChaosLab.USUAL));
  }

  /** ss(8) prints the connections that it ended. */
  private static Injected reset(LabHost source) {
    String ended = source.command("ss", "-KHtn", "dport", "=", ":" + STREAM_PORT).run().stdout();
    return new Injected(!ended.isBlank(), () -> {});
  }

  /** Small first: what a host has in /run counts as its memory. */
  private static Injected fillMemory(LabHost host) {
    host.command(
            "sh",
            "-c",
            "mount -o remount,size=96m /run && cat /dev/zero >/run/filler 2>/dev/null; true")
        .run();
    return new Injected(
        true,
        () ->
            host.command("sh", "-c", "rm -f /run/filler; mount -o remount,size=2g /run")
                .runOrThrow());
  }

  private static Injected fillDisk(LabHost host) {
    String filler = ChaosLab.DISK + "/.filler";
    host.command("sh", "-c", "cat /dev/zero >\"$1\" 2>/dev/null; true", "fill", filler).run();
    return new Injected(true, () -> host.command("rm", "-f", filler).runOrThrow());
  }
}
