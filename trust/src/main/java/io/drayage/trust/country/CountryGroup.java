package io.drayage.trust.country;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Countries that a law names together.
 *
 * @param name as certificates and commands write it: {@code EU}
 * @param title what it is called in full
 * @param asOf the day on which the list of members was right
 * @param source where the members are published
 * @param members the countries, sorted
 */
public record CountryGroup(
    String name, String title, LocalDate asOf, String source, SortedSet<CountryCode> members) {
  /** Keeps a copy of the members. */
  public CountryGroup {
    members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
  }
}
