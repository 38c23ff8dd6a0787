package io.drayage.trust.attribute;

import io.drayage.trust.TrustException;
import io.drayage.trust.country.CountryCode;
import io.drayage.trust.country.CountryList;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an attribute certificate attests: a host's place, or a container's Regulation. */
public sealed interface Attributes {
  /** The most organisations that a certificate may name. */
  int MOST_ORGANISATIONS = 256;

  /** The organisations, sorted; at least one. */
  SortedSet<OrganisationCode> organisations();

  /** All of it in one line for people. */
  String inWords();

  /**
   * Where a host stands and whom it serves.
   *
   * @param country in which it stands
   * @param organisations that it serves, sorted; at least one
   */
  record HostPlace(CountryCode country, SortedSet<OrganisationCode> organisations)
      implements Attributes {
    /**
     * Keeps a copy.
     *
     * @throws TrustException when it names no organisation, or too many
     */
    public HostPlace {
      organisations = checked(organisations);
    }

    @Override
    public String inWords() {
      return "stands in %s and serves %s".formatted(country.inWords(), names(organisations));
    }
  }

  /**
   * Where a container may be and who may use it: allow-lists, so whatever is not listed is refused.
   *
   * @param countries in which it may be
   * @param organisations that may use it, sorted; at least one
   */
  record Regulation(CountryList countries, SortedSet<OrganisationCode> organisations)
      implements Attributes {
    /**
     * Keeps a copy.
     *
     * @throws TrustException when it names no organisation, or too many
     */
    public Regulation {
      organisations = checked(organisations);
    }

    @Override
    public String inWords() {
      return "may be in %s and be used by %s".formatted(countries.inWords(), names(organisations));
    }
  }

  private static SortedSet<OrganisationCode> checked(SortedSet<OrganisationCode> organisations) {
    if (organisations.isEmpty()) {
      throw new TrustException("A list of organisations is empty: name at least one");
    }
    if (organisations.size() > MOST_ORGANISATIONS) {
      throw new TrustException(
          "A list names over " + MOST_ORGANISATIONS + " organisations: name fewer");
    }
    return Collections.unmodifiableSortedSet(new TreeSet<>(organisations));
  }

  private static String names(SortedSet<OrganisationCode> organisations) {
    return organisations.stream().map(OrganisationCode::code).collect(Collectors.joining(", "));
  }
}
