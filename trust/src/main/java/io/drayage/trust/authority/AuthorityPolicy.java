package io.drayage.trust.authority;

import java.time.Duration;

/**
 * How long certificates hold.
 *
 * @param validity from the time of issue to the end; cut where the authority's own certificate ends
 * @param skew how far before the time of issue a certificate starts, for peers whose clock is late
 * @param authorityValidity of the authority's own certificate, when it is created
 */
public record AuthorityPolicy(Duration validity, Duration skew, Duration authorityValidity) {
  /** Thirty days, five minutes, ten years. */
  public static final AuthorityPolicy DEFAULT =
      new AuthorityPolicy(Duration.ofDays(30), Duration.ofMinutes(5), Duration.ofDays(3650));

  /** Checks that the times are positive. */
  public AuthorityPolicy {
    if (!validity.isPositive() || skew.isNegative() || !authorityValidity.isPositive()) {
      throw new IllegalArgumentException("validities must be positive and the skew not negative");
    }
  }

  /** The same with another validity of issued certificates. */
  public AuthorityPolicy withValidity(Duration other) {
    return new AuthorityPolicy(other, skew, authorityValidity);
  }
}
