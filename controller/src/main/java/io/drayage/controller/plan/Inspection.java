package io.drayage.controller.plan;

import io.drayage.preflight.Report;

/**
 * What was seen of a move before it begins.
 *
 * @param report what stands in its way
 * @param memoryBytes resident memory of the container
 * @param fileBytes its writable layer and its volumes
 * @param missingLayerBytes of its image that the destination lacks
 */
public record Inspection(Report report, long memoryBytes, long fileBytes, long missingLayerBytes) {}
