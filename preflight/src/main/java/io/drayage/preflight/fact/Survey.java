package io.drayage.preflight.fact;

import java.util.List;
import java.util.Optional;

/**
 * What an agent answers when it is asked to look.
 *
 * @param host its host
 * @param container the container asked for; empty when it does not run there
 * @param missingLayers those of the layers asked for that are not there, by digest
 */
public record Survey(
    HostProfile host, Optional<ContainerProfile> container, List<String> missingLayers) {}
