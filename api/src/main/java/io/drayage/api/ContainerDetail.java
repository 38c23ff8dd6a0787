package io.drayage.api;

import io.drayage.model.container.ContainerSpec;

/**
 * Everything known of a container.
 *
 * @param container as in a list
 * @param spec what moves with it
 * @param epoch the newest claim on it
 * @param pid its first process's id on its host; 0 when it does not run or nobody knows
 */
public record ContainerDetail(ContainerView container, ContainerSpec spec, long epoch, long pid) {}
