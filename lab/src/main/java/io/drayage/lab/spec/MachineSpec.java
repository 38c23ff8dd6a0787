package io.drayage.lab.spec;

/** A machine of a lab, with a network, a root and a memory limit of its own. */
public sealed interface MachineSpec permits ControllerSpec, HostSpec {
  String name();

  /** Limit for all its processes and containers together, in bytes. */
  long memoryBytes();

  /** Bandwidth of its link in each direction, in bits per second. */
  long bitsPerSecond();
}
