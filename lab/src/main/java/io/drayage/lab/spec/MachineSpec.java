package io.drayage.lab.spec;

import io.drayage.platform.unit.Bandwidth;
import io.drayage.platform.unit.DataSize;

/** A machine of a lab, with a network, a root and a memory limit of its own. */
public sealed interface MachineSpec permits ControllerSpec, HostSpec {
  String name();

  /** Limit for all its processes and containers together. */
  DataSize memory();

  /** Bandwidth of its link, in each direction. */
  Bandwidth bandwidth();
}
