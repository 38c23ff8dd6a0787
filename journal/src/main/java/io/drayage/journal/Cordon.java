package io.drayage.journal;

import java.time.Instant;

/**
 * A host that takes no containers.
 *
 * @param reason one line of why
 */
public record Cordon(String host, String reason, Instant since) {}
