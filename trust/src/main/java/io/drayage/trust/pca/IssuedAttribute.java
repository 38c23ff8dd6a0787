package io.drayage.trust.pca;

import java.time.Instant;
import java.util.Optional;

/**
 * One attribute certificate that an authority issued, as it keeps it; holds nothing secret.
 *
 * @param serial its number in hexadecimal digits, without leading zeros
 * @param issuer which of the authority's issuers signed it; 1 is the first
 * @param kind {@code host} or {@code container}
 * @param name of the host or container
 * @param says what it attests, in words
 * @param revokedAt when it was taken back
 * @param reason why it was taken back
 */
public record IssuedAttribute(
    String serial,
    int issuer,
    String kind,
    String name,
    String says,
    Instant notBefore,
    Instant notAfter,
    Optional<Instant> revokedAt,
    Optional<RevocationReason> reason) {
  IssuedAttribute revoked(Instant at, RevocationReason why) {
    return new IssuedAttribute(
        serial, issuer, kind, name, says, notBefore, notAfter, Optional.of(at), Optional.of(why));
  }

  /** {@code valid}, {@code expired} or {@code revoked}. */
  public String state(Instant now) {
    if (revokedAt.isPresent()) {
      return "revoked";
    }
    return now.isAfter(notAfter) ? "expired" : "valid";
  }
}
