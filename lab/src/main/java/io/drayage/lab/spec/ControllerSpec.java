package io.drayage.lab.spec;

/**
 * The machine that runs a lab's controller.
 *
 * @param name its host name
 * @param memoryBytes limit for all its processes, in bytes
 * @param bitsPerSecond bandwidth of its link in each direction
 */
public record ControllerSpec(String name, long memoryBytes, long bitsPerSecond)
    implements MachineSpec {}
