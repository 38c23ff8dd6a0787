package io.drayage.trust.enrol;

import io.drayage.trust.TrustException;
import io.drayage.trust.identity.CertificateFingerprint;
import io.drayage.trust.identity.PeerIdentity;
import io.drayage.trust.token.SecretText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A controller's enrolment tokens: issued for one host each, redeemed once. Thread-safe. */
public final class EnrolmentTokens {
  private final EnrolmentTokenStore store;
  private final CertificateFingerprint authority;
  private final Clock clock;

  /** Works on the store, for the authority that the tokens pin. */
  public EnrolmentTokens(EnrolmentTokenStore store, CertificateFingerprint authority, Clock clock) {
    this.store = store;
    this.authority = authority;
    this.clock = clock;
  }

  /**
   * Issues a token; its secret is kept nowhere.
   *
   * @param host the one host that may redeem it
   * @param validity from now on; positive
   * @throws TrustException when the host's name is none
   */
  public EnrolmentToken issue(String host, Duration validity) {
    if (!validity.isPositive()) {
      throw new IllegalArgumentException("a token's validity must be positive");
    }
    PeerIdentity checked = new PeerIdentity.Host(host);
    EnrolmentToken token = EnrolmentToken.generate(authority);
    store.add(
        new IssuedToken(
            token.secretHash(), checked.name(), clock.instant().plus(validity), Optional.empty()));
    return token;
  }

  /**
   * Uses up the token if it is good. Check the host's certificate request first: a token that was
   * accepted is gone, whatever comes after.
   *
   * @param host the name under which the presenter wants to enrol
   */
  public Redemption redeem(EnrolmentToken token, String host) {
    String hash = token.secretHash();
    Optional<IssuedToken> found =
        store.find(hash).filter(kept -> SecretText.constantTimeEquals(kept.secretHash(), hash));
    if (found.isEmpty()) {
      return new Redemption.Unknown();
    }
    IssuedToken kept = found.get();
    Instant now = clock.instant();
    if (!kept.host().equals(host)) {
      return new Redemption.WrongHost(kept.host(), host);
    }
    if (kept.usedAt().isPresent()) {
      return new Redemption.Used(host);
    }
    if (!now.isBefore(kept.expiresAt())) {
      return new Redemption.Expired(host, kept.expiresAt());
    }
    return store.markUsed(hash, now) ? new Redemption.Accepted(host) : new Redemption.Used(host);
  }
}
