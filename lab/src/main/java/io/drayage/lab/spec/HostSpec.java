package io.drayage.lab.spec;

import io.drayage.platform.unit.Bandwidth;
import io.drayage.platform.unit.DataSize;

/**
 * A machine that runs an agent and containers, somewhere in a cloud.
 *
 * @param name its host name
 * @param cloud the provider
 * @param region the provider's region
 * @param country where the region is, as ISO 3166-1 alpha-2
 * @param memory limit for all its processes and containers together
 * @param bandwidth of its link, in each direction
 */
public record HostSpec(
    String name, String cloud, String region, String country, DataSize memory, Bandwidth bandwidth)
    implements MachineSpec {}
