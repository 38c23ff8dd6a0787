package io.drayage.trust.country;

import io.drayage.trust.TrustException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The countries that are allowed, one by one and by groups; every other one is not. Never empty.
 *
 * @param countries single countries, sorted
 * @param groups names of groups, sorted; whether a group exists is known only when it is looked up
 */
public record CountryList(SortedSet<CountryCode> countries, SortedSet<String> groups) {
  /** The most groups that a list may name. */
  public static final int MOST_GROUPS = 32;

  private static final Pattern GROUP = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,31}");

  /**
   * Keeps copies.
   *
   * @throws TrustException when the list is empty, names too many groups, or one in a wrong form
   */
  public CountryList {
    countries = Collections.unmodifiableSortedSet(new TreeSet<>(countries));
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    if (countries.isEmpty() && groups.isEmpty()) {
      throw new TrustException(
          "A list of allowed countries is empty: name at least one country or group");
    }
    if (groups.size() > MOST_GROUPS) {
      throw new TrustException(
          "A list of allowed countries names over " + MOST_GROUPS + " groups: name fewer");
    }
    for (String group : groups) {
      if (!GROUP.matcher(group).matches()) {
        throw new TrustException(
            "A group of countries has a name that none can have: use letters, digits and hyphens,"
                + " at most 32");
      }
    }
  }

  /** A list of these countries and groups. */
  public static CountryList of(Collection<CountryCode> countries, Collection<String> groups) {
    return new CountryList(new TreeSet<>(countries), new TreeSet<>(groups));
  }

  /** The first of the named groups that does not exist. */
  public Optional<String> unknownGroup(CountryGroups known) {
    return groups.stream().filter(name -> known.find(name).isEmpty()).findFirst();
  }

  /**
   * By what entry a country is allowed, in words; empty when it is not. A group that does not exist
   * allows nobody.
   */
  public Optional<String> allowedBy(CountryCode country, CountryGroups known) {
    if (countries.contains(country)) {
      return Optional.of(country.inWords() + " is listed");
    }
    return groups.stream()
        .flatMap(name -> known.find(name).stream())
        .filter(group -> group.members().contains(country))
        .findFirst()
        .map(group ->
            "%s is in the group %s (%s, members as of %s)"
                .formatted(country.inWords(), group.name(), group.title(), group.asOf()));
  }

  /** The entries for people: {@code EU, Switzerland (CH)}. */
  public String inWords() {
    List<String> entries = new ArrayList<>(groups);
    countries.forEach(country -> entries.add(country.inWords()));
    return String.join(", ", entries);
  }
}
