package io.drayage.trust.enrol;

import java.time.Instant;
import java.util.Optional;

/**
 * What a controller keeps of an enrolment token.
 *
 * @param secretHash SHA-256 of the secret as 64 hexadecimal digits; the key
 * @param host the one host that may use it
 * @param expiresAt from this instant on it is refused
 * @param usedAt when it was redeemed
 */
public record IssuedToken(
    String secretHash, String host, Instant expiresAt, Optional<Instant> usedAt) {}
