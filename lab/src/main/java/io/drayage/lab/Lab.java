package io.drayage.lab;

import io.drayage.lab.host.HostPlace;
import io.drayage.lab.host.LabHost;
import io.drayage.lab.machine.LabException;
import io.drayage.lab.machine.LabPaths;
import io.drayage.lab.net.LabNetwork;
import io.drayage.lab.net.Subnet;
import io.drayage.lab.spec.LabSpec;
import io.drayage.lab.spec.MachineSpec;
import io.drayage.lab.state.LabState;
import io.drayage.lab.state.LabStore;
import io.drayage.lab.state.Leftovers;
import io.drayage.model.Names;
import io.drayage.platform.unit.Bandwidth;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A lab of this machine that is up, or was left half up: several hosts behind a router, each with
 * namespaces and a root of its own. Safe for use from several threads.
 */
public final class Lab {
  /** The name of a lab that was given none. */
  public static final String DEFAULT_NAME = "default";

  private final LabState state;

  Lab(LabState state) {
    this.state = state;
  }

  /**
   * The lab of a name.
   *
   * @throws LabException when there is none, or it was left half-started
   */
  public static Lab open(String name) {
    return LabStore.find(checked(name))
        .map(Lab::new)
        .orElseThrow(() ->
            new LabException(
                "no lab named %s is up; start it with `dray lab up --name %s`"
                    .formatted(name, name)));
  }

  /** Names of all labs of which anything is on this machine, also of those left half down. */
  public static Set<String> names() {
    return Leftovers.labs();
  }

  /**
   * Takes a lab down and leaves nothing of it. Harmless when there is none.
   *
   * @return whether anything of it was there
   * @throws LabException when another process is bringing it up, or something cannot be removed
   */
  public static boolean down(String name) {
    LabStore.find(checked(name))
        .filter(LabState::isStarting)
        .ifPresent(starting -> {
          throw new LabException(
              "process %d is bringing lab %s up; wait for it or end it first"
                  .formatted(starting.starter().pid(), name));
        });
    Leftovers leftovers = new Leftovers(name);
    boolean existed = leftovers.exist();
    leftovers.remove();
    return existed;
  }

  public String name() {
    return state.name();
  }

  public Subnet subnet() {
    return state.subnet();
  }

  public LabSpec spec() {
    return state.spec();
  }

  /** Whether everything in it was brought up. */
  public boolean isReady() {
    return state.ready();
  }

  /** The file that tells a client how to talk to the lab's controller. */
  public Path context() {
    return new LabPaths(name()).context();
  }

  /** The host that runs the controller. */
  public LabHost controller() {
    return host(spec().controller().name());
  }

  /**
   * A host by its name.
   *
   * @throws LabException when there is none of that name, or it does not run
   */
  public LabHost host(String host) {
    List<String> names = spec().machines().stream().map(MachineSpec::name).toList();
    if (!names.contains(host)) {
      throw new LabException(
          "lab %s has no host %s; choose from %s"
              .formatted(name(), host, String.join(", ", names)));
    }
    return find(host)
        .orElseThrow(() ->
            new LabException(
                "host %s of lab %s does not run any more; take the lab down and up again"
                    .formatted(host, name())));
  }

  /** The host, if it runs. */
  Optional<LabHost> find(String host) {
    return LabHost.find(name(), host, address(host));
  }

  /** The router, if it runs. */
  public Optional<LabHost> router() {
    return LabHost.find(name(), HostPlace.ROUTER, subnet().machineGateway());
  }

  /**
   * Gives a host's link another bandwidth, in both directions, until the next call; empty means
   * unshaped.
   *
   * @throws LabException when the host or the router does not run
   */
  public void reshape(String host, Optional<Bandwidth> bandwidth) {
    LabHost found = host(host);
    LabHost between =
        router().orElseThrow(() -> new LabException("the router of lab " + name() + " is gone"));
    new LabNetwork(subnet(), between.init()).reshape(number(host), found.init(), bandwidth);
  }

  String address(String host) {
    return subnet().address(number(host));
  }

  private int number(String host) {
    return spec().machines().stream().map(MachineSpec::name).toList().indexOf(host) + 1;
  }

  private static String checked(String name) {
    try {
      return Names.require("lab", name);
    } catch (IllegalArgumentException e) {
      throw new LabException(String.valueOf(e.getMessage()), e);
    }
  }
}
