package io.drayage.trust.pca;

import java.time.Duration;

/**
 * How long what an authority signs holds.
 *
 * @param root its root
 * @param issuer an issuer's certificate
 * @param list from one revocation list to the next
 * @param skew how far before its issue all of it starts, for readers whose clock is late
 */
public record AuthorityTimes(Duration root, Duration issuer, Duration list, Duration skew) {
  /** Ten years, a year, a day, five minutes. */
  public static final AuthorityTimes DEFAULT =
      new AuthorityTimes(
          Duration.ofDays(3650), Duration.ofDays(365), Duration.ofHours(24), Duration.ofMinutes(5));

  /** The same with another time from list to list. */
  public AuthorityTimes withList(Duration other) {
    return new AuthorityTimes(root, issuer, other, skew);
  }
}
