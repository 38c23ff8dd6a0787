package io.drayage.lab.spec;

import io.drayage.platform.unit.Bandwidth;
import io.drayage.platform.unit.DataSize;

/**
 * The machine that runs a lab's controller.
 *
 * @param name its host name
 * @param memory limit for all its processes
 * @param bandwidth of its link, in each direction
 */
public record ControllerSpec(String name, DataSize memory, Bandwidth bandwidth)
    implements MachineSpec {}
