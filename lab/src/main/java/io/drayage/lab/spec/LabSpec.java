package io.drayage.lab.spec;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a lab consists of: one controller and the hosts of several clouds, all checked.
 *
 * @param controller the machine that runs the controller
 * @param hosts the machines that run an agent each, in the order of the file; at least one
 */
public record LabSpec(ControllerSpec controller, List<HostSpec> hosts) {
  /**
   * Hosts that fit a lab's address range: 10.N.1.0/24 to 10.N.127.0/24, one of them the
   * controller's.
   */
  public static final int MOST_HOSTS = 126;

  public LabSpec {
    hosts = List.copyOf(hosts);
  }

  /**
   * The controller, then the hosts; a machine's place here, from 1, is its number in the network.
   */
  public List<MachineSpec> machines() {
    return Stream.<MachineSpec>concat(Stream.of(controller), hosts.stream()).toList();
  }
}
