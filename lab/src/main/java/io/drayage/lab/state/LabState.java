package io.drayage.lab.state;

import io.drayage.lab.machine.ProcessId;
import io.drayage.lab.net.Subnet;
import io.drayage.lab.spec.LabSpec;

/**
 * What is recorded of a lab before anything of it is made. Everything else that belongs to it is
 * found by its name.
 *
 * @param name the lab's name
 * @param index its number on this machine, which gives its subnet
 * @param spec what it consists of
 * @param ready whether all of it is up
 * @param starter the process that is bringing it up, or has
 */
public record LabState(String name, int index, LabSpec spec, boolean ready, ProcessId starter) {
  public Subnet subnet() {
    return new Subnet(index);
  }

  public LabState asReady() {
    return new LabState(name, index, spec, true, starter);
  }

  /** Whether another process is still bringing it up. */
  public boolean isStarting() {
    return !ready && starter.isRunning();
  }
}
