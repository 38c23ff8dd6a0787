package io.drayage.trust.policy;

import io.drayage.trust.TrustException;
import io.drayage.trust.attribute.OrganisationCode;
import io.drayage.trust.country.CountryList;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * An authority that the operator trusts, and how far.
 *
 * @param name what the operator calls it
 * @param root the certificate to which its issuers lead
 * @param attests what it may attest
 * @param intermediates how many authorities may stand between the root and an issuer; 0 to 3
 * @param countries the countries that its hosts may be in; empty for any
 * @param organisations the organisations that it may name; empty for any
 * @param unrevocable certificates that say that nothing tells of their revocation are accepted when
 *     they hold for no longer than this; zero for none
 */
public record TrustedIssuer(
    String name,
    X509Certificate root,
    Set<Attests> attests,
    int intermediates,
    Optional<CountryList> countries,
    Set<OrganisationCode> organisations,
    Duration unrevocable) {
  private static final int MOST_INTERMEDIATES = 3;

  /** Keeps copies, and checks the number. */
  public TrustedIssuer {
    attests = Set.copyOf(attests);
    organisations = Set.copyOf(organisations);
    if (intermediates < 0 || intermediates > MOST_INTERMEDIATES) {
      throw new TrustException(
          "Authority '%s' has %d intermediates: 0 to %d may stand between root and issuer"
              .formatted(name, intermediates, MOST_INTERMEDIATES));
    }
  }

  /** What an authority attests. */
  public enum Attests {
    /** Where hosts are. */
    HOSTS,
    /** Where containers may be. */
    REGULATIONS
  }

  /** An authority that is trusted with everything, and that delegates nothing. */
  public static TrustedIssuer fully(String name, X509Certificate root) {
    return new TrustedIssuer(
        name, root, Set.of(Attests.values()), 0, Optional.empty(), Set.of(), Duration.ZERO);
  }
}
