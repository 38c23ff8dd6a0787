package io.drayage.api;

import java.time.Instant;

/**
 * An imported image.
 *
 * @param name what its user calls it
 * @param id {@code sha256:} and 64 hexadecimal digits
 * @param architecture as OCI names it
 * @param layers how many layers it has
 * @param sizeBytes of all its layers, uncompressed, in bytes
 * @param importedAt when it came
 */
public record ImageView(
    String name, String id, String architecture, int layers, long sizeBytes, Instant importedAt) {}
