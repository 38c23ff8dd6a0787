package io.drayage.trust.policy;

import io.drayage.trust.country.CountryGroups;
import io.drayage.trust.country.CountryList;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator decided. Immutable.
 *
 * @param issuers whom to trust
 * @param groups the countries that group names stand for
 * @param self the URIs by which a certificate's targets may mean whoever checks it
 * @param oldestList how old a revocation list may be
 * @param longestValidity no certificate that holds for longer is accepted
 * @param unregulated where a container without a Regulation may go besides its own country
 */
public record ProtectionRules(
    List<TrustedIssuer> issuers,
    CountryGroups groups,
    Set<String> self,
    Duration oldestList,
    Duration longestValidity,
    Optional<CountryList> unregulated) {
  /** How old a revocation list may be, unless the operator says otherwise. */
  public static final Duration OLDEST_LIST = Duration.ofHours(24);

  /** The longest validity that is accepted, unless the operator says otherwise. */
  public static final Duration LONGEST_VALIDITY = Duration.ofDays(100);

  /** Keeps copies. */
  public ProtectionRules {
    issuers = List.copyOf(issuers);
    self = Set.copyOf(self);
  }

  /** The defaults: within the country only, where there is no Regulation. */
  public static ProtectionRules trusting(List<TrustedIssuer> issuers, Set<String> self) {
    return new ProtectionRules(
        issuers, CountryGroups.builtIn(), self, OLDEST_LIST, LONGEST_VALIDITY, Optional.empty());
  }
}
