package io.drayage.lab;

import io.drayage.lab.spec.ControllerSpec;
import io.drayage.lab.spec.HostSpec;
import io.drayage.lab.spec.MachineSpec;
import java.util.List;

/**
 * How a lab is, at one moment.
 *
 * @param name the lab's name
 * @param ready whether all of it came up
 * @param subnet its address range
 * @param containers the part of it that containers get addresses from
 * @param hosts its machines, the controller first
 */
public record LabStatus(
    String name, boolean ready, String subnet, String containers, List<Host> hosts) {

  /**
   * One machine of a lab.
   *
   * @param role "controller" or "agent"
   * @param cloud the provider; empty for the controller
   * @param region the provider's region; empty for the controller
   * @param country ISO 3166-1 alpha-2; empty for the controller
   * @param memory its limit, such as 4GiB
   * @param bandwidth of its link in each direction, such as 1Gbit
   * @param running whether its pid 1 runs
   * @param serviceRunning whether its controller or agent runs
   */
  public record Host(
      String name,
      String role,
      String cloud,
      String region,
      String country,
      String address,
      String memory,
      String bandwidth,
      boolean running,
      boolean serviceRunning) {}

  /** Looks at a lab now. */
  public static LabStatus of(Lab lab) {
    return new LabStatus(
        lab.name(),
        lab.isReady(),
        lab.subnet().cidr(),
        lab.subnet().containers(),
        lab.spec().machines().stream().map(machine -> host(lab, machine)).toList());
  }

  private static Host host(Lab lab, MachineSpec machine) {
    var running = lab.find(machine.name());
    String role = machine instanceof ControllerSpec ? LabServices.CONTROLLER : LabServices.AGENT;
    boolean serving = running.filter(host -> host.isRunning(role)).isPresent();
    return switch (machine) {
      case ControllerSpec controller ->
          new Host(
              controller.name(),
              role,
              "",
              "",
              "",
              lab.address(controller.name()),
              controller.memory().toString(),
              controller.bandwidth().toString(),
              running.isPresent(),
              serving);
      case HostSpec host ->
          new Host(
              host.name(),
              role,
              host.cloud(),
              host.region(),
              host.country(),
              lab.address(host.name()),
              host.memory().toString(),
              host.bandwidth().toString(),
              running.isPresent(),
              serving);
    };
  }
}
